#!/usr/bin/env bash
# buildImage.sh <registry>
# Builds this folder's image in the registry (no container engine is needed here) and tells the Agents Toolkit its name.
set -euo pipefail
registry=$1
tag=$(node -p 'require("./package.json").version')-$(date -u +%Y%m%d%H%M%S)

server=$(az acr show --name "$registry" --query loginServer --output tsv)
az acr build --registry "$registry" --image "secretbot:$tag" .
echo "::set-teamsfx-env IMAGE=$server/secretbot:$tag"

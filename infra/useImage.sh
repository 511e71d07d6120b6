#!/usr/bin/env bash
# useImage.sh <resource group> <containerApp|appService> <host name> <image>
# Lets the host take an image.
set -euo pipefail
group=$1 hosting=$2 host=$3 image=$4

case $hosting in
  containerApp) az containerapp update --name "$host" --resource-group "$group" --image "$image" --output none ;;
  appService)
    az webapp config set --name "$host" --resource-group "$group" --linux-fx-version "DOCKER|$image" --output none
    ;;
  *) echo "hosting must be containerApp or appService, not $hosting" >&2; exit 2 ;;
esac
echo "Running $image."

#!/usr/bin/env bash
# grantGraphPermissions.sh <object id of the bot's service principal> [address of Microsoft Graph]
# Gives the bot the application permissions of docs/permissions.md. Needs az, signed in as somebody who may consent
# (Privileged Role Administrator). May be repeated. Graph is that of the cloud that az is set to; az does not know that of
# DoD: say https://dod-graph.microsoft.us there.
set -euo pipefail
if [ $# -lt 1 ]; then
  echo "Say whose: bash infra/grantGraphPermissions.sh <object ID of the service principal> [address of Microsoft Graph]" >&2
  exit 2
fi
principal=$1
address=${2:-$(az cloud show --query endpoints.microsoftGraphResourceId --output tsv)}
assignments="${address%/}/v1.0/servicePrincipals/$principal/appRoleAssignments"
permissions=(
  Application.ReadWrite.OwnedBy
  Application.Read.All
  User.Read.All
  GroupMember.Read.All
  Policy.Read.ApplicationConfiguration
  AuditLog.Read.All
  TeamsAppInstallation.ReadWriteSelfForUser.All
)
# Microsoft Graph has the same app id in every tenant.
graph=$(az ad sp show --id 00000003-0000-0000-c000-000000000000 --query id --output tsv)

for permission in "${permissions[@]}"; do
  role=$(az ad sp show --id "$graph" --query "appRoles[?value=='$permission'].id | [0]" --output tsv)
  given=$(az rest --method get --resource "$address" --url "$assignments" \
    --query "value[?appRoleId=='$role'].id | [0]" --output tsv)
  if [ -n "$given" ]; then echo "$permission: there already"; continue; fi
  az rest --method post --resource "$address" --output none --url "$assignments" \
    --body "{\"principalId\":\"$principal\",\"resourceId\":\"$graph\",\"appRoleId\":\"$role\"}"
  echo "$permission: given"
done

#!/usr/bin/env bash
# grantGraphPermissions.sh <object id of the bot's service principal>
# Gives the bot the application permissions of docs/permissions.md. Needs az, signed in as somebody who may consent
# (Privileged Role Administrator). May be repeated.
set -euo pipefail
principal=$1
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
  given=$(az rest --method get \
    --url "https://graph.microsoft.com/v1.0/servicePrincipals/$principal/appRoleAssignments" \
    --query "value[?appRoleId=='$role'].id | [0]" --output tsv)
  if [ -n "$given" ]; then echo "$permission: there already"; continue; fi
  az rest --method post --output none \
    --url "https://graph.microsoft.com/v1.0/servicePrincipals/$principal/appRoleAssignments" \
    --body "{\"principalId\":\"$principal\",\"resourceId\":\"$graph\",\"appRoleId\":\"$role\"}"
  echo "$permission: given"
done

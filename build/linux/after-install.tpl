#!/bin/sh
# Run by dpkg ("configure") and rpm after the files are there; electron-builder fills in the names.
set -e
program='/opt/${sanitizedProductName}/${executable}'
sandbox='/opt/${sanitizedProductName}/chrome-sandbox'
profile='/etc/apparmor.d/${executable}'
ln -sf "$program" '/usr/bin/${executable}'

# Chromium's sandbox needs user namespaces that normal users may make. Only where the kernel gives them none its helper has to be root's.
# Asked of the kernel and not tried out: this script runs as root, who may always make them.
may_make_namespaces() {
  [ -e /proc/self/ns/user ] || return 1
  for switch in /proc/sys/user/max_user_namespaces /proc/sys/kernel/unprivileged_userns_clone; do
    if [ -r "$switch" ] && [ "$(cat "$switch")" = 0 ]; then return 1; fi
  done
}
if may_make_namespaces; then chmod 0755 "$sandbox"; else chmod 4755 "$sandbox"; fi

# Ubuntu 23.10 and later give user namespaces only to programs with a profile. Older AppArmor can't read ours, and needs none.
if command -v apparmor_parser >/dev/null 2>&1 && [ -d /etc/apparmor.d ] &&
  apparmor_parser --skip-kernel-load --skip-cache '/opt/${sanitizedProductName}/resources/apparmor-profile' >/dev/null 2>&1; then
  cp -f '/opt/${sanitizedProductName}/resources/apparmor-profile' "$profile"
  chmod 0644 "$profile"
  # Not loaded where AppArmor isn't at work, as in a container: then nothing is refused either.
  apparmor_parser --replace --write-cache --skip-read-cache "$profile" >/dev/null 2>&1 || true
fi

if command -v update-desktop-database >/dev/null 2>&1; then update-desktop-database -q /usr/share/applications || true; fi

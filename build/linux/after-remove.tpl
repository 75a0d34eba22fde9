#!/bin/sh
# Run by dpkg (with a word) and rpm (with the number of versions left) after the files are gone.
set -e
case "$1" in
  # rpm runs this of the old version after the new one's after-install: an upgrade must not take off what that has just made.
  remove | purge | 0) ;;
  *) exit 0 ;;
esac
profile='/etc/apparmor.d/${executable}'
if [ -f "$profile" ]; then
  if command -v apparmor_parser >/dev/null 2>&1; then apparmor_parser --remove "$profile" >/dev/null 2>&1 || true; fi
  rm -f "$profile"
fi
# Only what we put there.
if [ "$(readlink '/usr/bin/${executable}' || true)" = '/opt/${sanitizedProductName}/${executable}' ]; then rm -f '/usr/bin/${executable}'; fi
if command -v update-desktop-database >/dev/null 2>&1; then update-desktop-database -q /usr/share/applications || true; fi

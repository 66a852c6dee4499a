# On a Windows PC with an official Python 3.11 (64 bit): packs the program into dist\hlhdesk by the same spec file.
# Not run yet on a real PC: see packaging/README.md. From the root of the project:
#   powershell -ExecutionPolicy Bypass -File packaging\build_windows.ps1
$ErrorActionPreference = "Stop"
Set-Location (Join-Path $PSScriptRoot "..")
py -3.11 packaging\dev.py build windows
if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
dist\hlhdesk\hlhdesk.exe --selfcheck
exit $LASTEXITCODE

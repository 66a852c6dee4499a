; The setup of a ward's PC: for one user, without rights of an administrator, without a network.
; makensis is given VERSION, NUMBERS (four of them), SOURCE (the packed folder), LICENCE, ICON and TARGET by
; build_setup.py. Silent: /S, and /D=C:\folder as the last word. Exit codes: 0 done, 1 cancelled, 2 refused.
Unicode true
Target amd64-unicode
SetCompressor /SOLID lzma
SetCompressorDictSize 64
ManifestDPIAware true
ManifestSupportedOS Win10

!include MUI2.nsh
!include WinVer.nsh
!include x64.nsh
!include LogicLib.nsh
!include FileFunc.nsh

!define NAME "HLHdesk"
!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${NAME}"
!define OLDEST_BUILD 17763 ; Windows 10, 1809

Name "${NAME} ${VERSION}"
OutFile "${TARGET}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\${NAME}"
InstallDirRegKey HKCU "${KEY}" "InstallLocation"
BrandingText "${NAME} ${VERSION}"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "$INSTDIR\hlhdeskw.exe"
!define MUI_FINISHPAGE_RUN_PARAMETERS "open"
!insertmacro MUI_PAGE_LICENSE "${LICENCE}"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "SimpChinese"

LangString TOO_OLD ${LANG_ENGLISH} "HLHdesk needs 64-bit Windows 10, version 1809, or newer. Nothing was installed."
LangString TOO_OLD ${LANG_SIMPCHINESE} "HLHdesk需要64位Windows 10（1809版）或更新的系统。未安装任何内容。"
LangString STILL_OPEN ${LANG_ENGLISH} "HLHdesk is open. Close it on this PC (also in other sessions of this user), then start again. Nothing was changed."
LangString STILL_OPEN ${LANG_SIMPCHINESE} "HLHdesk正在运行。请在本机上将其关闭（包括该用户的其他会话），然后重试。未作任何更改。"
LangString CHARTS_STAY ${LANG_ENGLISH} "HLHdesk is removed. The charts, their backups and the settings stay where they are, in $LOCALAPPDATA\hlhdesk and wherever else you saved them."
LangString CHARTS_STAY ${LANG_SIMPCHINESE} "HLHdesk已卸载。病历数据、备份和设置均保留在原处：$LOCALAPPDATA\hlhdesk，以及您另行保存的位置。"
LangString BEDSIDE ${LANG_ENGLISH} "Bedside fever and treatment chart"
LangString BEDSIDE ${LANG_SIMPCHINESE} "床旁体温与治疗记录"

VIProductVersion "${NUMBERS}"
VIFileVersion "${NUMBERS}"
!macro Facts LANGUAGE ABOUT
  VIAddVersionKey /LANG=${LANGUAGE} "ProductName" "${NAME}"
  VIAddVersionKey /LANG=${LANGUAGE} "ProductVersion" "${VERSION}"
  VIAddVersionKey /LANG=${LANGUAGE} "FileVersion" "${VERSION}"
  VIAddVersionKey /LANG=${LANGUAGE} "CompanyName" "${NAME}"
  VIAddVersionKey /LANG=${LANGUAGE} "LegalCopyright" "MIT licence"
  VIAddVersionKey /LANG=${LANGUAGE} "FileDescription" "${ABOUT}"
!macroend
!insertmacro Facts ${LANG_ENGLISH} "Setup of HLHdesk, bedside fever and treatment chart"
!insertmacro Facts ${LANG_SIMPCHINESE} "HLHdesk安装程序：床旁体温与治疗记录"

; A program that runs keeps its own file from being written.
!macro RefuseWhileOpen FILE
  ${If} ${FileExists} "$INSTDIR\${FILE}"
    ClearErrors
    FileOpen $0 "$INSTDIR\${FILE}" a
    ${If} ${Errors}
      SetErrorLevel 2
      MessageBox MB_OK|MB_ICONSTOP "$(STILL_OPEN)" /SD IDOK
      Quit
    ${EndIf}
    FileClose $0
  ${EndIf}
!macroend

Function .onInit
  ${IfNot} ${RunningX64}
  ${OrIfNot} ${AtLeastBuild} ${OLDEST_BUILD}
    SetErrorLevel 2
    MessageBox MB_OK|MB_ICONSTOP "$(TOO_OLD)" /SD IDOK
    Quit
  ${EndIf}
FunctionEnd

Section "install"
  !insertmacro RefuseWhileOpen "hlhdesk.exe"
  !insertmacro RefuseWhileOpen "hlhdeskw.exe"
  RMDir /r "$INSTDIR\_internal" ; nothing of an older version stays beside the new one
  SetOutPath "$INSTDIR"
  File /r "${SOURCE}/*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\hlhdeskw.exe" "open" "$INSTDIR\hlhdeskw.exe" 0 SW_SHOWNORMAL "" "$(BEDSIDE)"
  WriteRegStr HKCU "${KEY}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${KEY}" "DisplayIcon" "$INSTDIR\hlhdeskw.exe"
  WriteRegStr HKCU "${KEY}" "Publisher" "${NAME}"
  WriteRegStr HKCU "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${KEY}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  IntFmt $0 "0x%08X" $0
  WriteRegDWORD HKCU "${KEY}" "EstimatedSize" "$0"
SectionEnd

Section "Uninstall"
  !insertmacro RefuseWhileOpen "hlhdesk.exe"
  !insertmacro RefuseWhileOpen "hlhdeskw.exe"
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\hlhdesk.exe"
  Delete "$INSTDIR\hlhdeskw.exe"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR" ; only when it is empty: whatever else lies there is not ours
  Delete "$SMPROGRAMS\${NAME}.lnk"
  DeleteRegKey HKCU "${KEY}"
  DetailPrint "$(CHARTS_STAY)"
  MessageBox MB_OK|MB_ICONINFORMATION "$(CHARTS_STAY)" /SD IDOK
SectionEnd

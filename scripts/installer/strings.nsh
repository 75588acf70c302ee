; What the installer says beyond NSIS's own words.
!macro Say NAME CHINESE ENGLISH
  LangString ${NAME} ${LANG_SIMPCHINESE} "${CHINESE}"
  LangString ${NAME} ${LANG_ENGLISH} "${ENGLISH}"
!macroend

!insertmacro Say Title "政务开放日" "OpenDay"
!insertmacro Say HandOver "政务开放日移交文件" "OpenDay hand-over file"
!insertmacro Say WelcomeTitle \
  "安装政务开放日" \
  "Install OpenDay"
!insertmacro Say WelcomeText \
  "版本 ${VERSION}$\r$\n$\r$\n只为当前用户安装，不需要管理员权限，也不用联网。$\r$\n$\r$\n如果已装有旧版本，将直接升级，活动、名单和意见等数据都会保留。请先关闭正在运行的政务开放日。$\r$\n$\r$\n$_CLICK" \
  "Version ${VERSION}$\r$\n$\r$\nInstalls for you alone: no administrator and no network needed.$\r$\n$\r$\nAn older version is upgraded, and its events, invitees and opinions are kept. Please close OpenDay first if it is running.$\r$\n$\r$\n$_CLICK"
!insertmacro Say Running \
  "政务开放日正在运行，因此不能更换程序文件。$\r$\n请先保存并关闭它，再点“重试”；点“取消”则什么都不改变。" \
  "OpenDay is running, so its program file cannot be changed.$\r$\nSave your work and close it, then choose Retry. Cancel changes nothing."
!insertmacro Say Newer \
  "已经装有更新的版本 $0，比这个安装程序的 ${VERSION} 新。什么都没有改变。$\r$\n如果确实要用旧版本，请先在“设置 → 应用”里卸载新版本（数据会保留）。" \
  "A newer version, $0, is installed; this is ${VERSION}. Nothing was changed.$\r$\nIf you do want the older one, first uninstall the newer one in Settings, Apps (the data is kept)."
!insertmacro Say OldWindows \
  "政务开放日需要 Windows 10 或更新的系统。什么都没有改变。" \
  "OpenDay needs Windows 10 or newer. Nothing was changed."
!insertmacro Say NotReplaced \
  "旧的程序文件换不下来，可能是杀毒软件正在检查它。请稍后再安装一次；数据没有变化。" \
  "The old program file could not be replaced; a virus scanner may be looking at it. Please install again in a while. The data is unchanged."
!insertmacro Say UnTitle "卸载政务开放日" "Uninstall OpenDay"
!insertmacro Say UnSubtitle \
  "活动数据默认保留，以后重新安装还能接着用。" \
  "The data is kept unless you say otherwise; a later installation finds it again."
!insertmacro Say UnText \
  "点“卸载”只删除程序。要连同数据一起删除，请另外勾选。" \
  "Uninstall removes the program alone. Tick the data as well to delete it, too."
!insertmacro Say UnList "要删除的内容：" "What is removed:"
!insertmacro Say UnProgram "政务开放日程序" "The program OpenDay"
!insertmacro Say UnData \
  "同时删除全部活动数据（名单、意见、副本和密钥）" \
  "Also delete all data (invitees, opinions, copies, key)"
!insertmacro Say DeleteData \
  "将永久删除本机上的全部活动、名单、意见、自动副本和密钥，删除后无法找回：$\r$\n${DATA}$\r$\n$\r$\n确定删除吗？" \
  "All events, invitees, opinions, daily copies and the key on this computer will be deleted for good:$\r$\n${DATA}$\r$\n$\r$\nDelete them?"

unit-nav = 承办单位
unit-nav-hint = 承办单位和代表它们的账号

unit-title = 承办单位
unit-one = 单位
unit-lead = 提案交给这些单位办理，由代表它们的账号签收、答复。
unit-none = 还没有承办单位
unit-none-hint = 把单位名单粘贴到右边，一次可以增加许多个。
unit-count = 共 { $n } 个单位
unit-add = 增加单位
unit-names = 单位名称
unit-names-hint = 每行一个；已经有的不会重复增加。
unit-too-many = 单位太多了，一次最多 { $most } 个。
unit-in-use = 有单位已经承办过提案，不能删除；可以停用。
unit-close-hint = 停用后不再向它交办新的提案，已经交办的照常办理。只有从未交办过提案的单位才能删除。
unit-accounts = 代表单位办理的账号
unit-accounts-none = 还没有账号
unit-accounts-hint = 账号在本会的身份必须是承办单位经办人或审签人。一个账号可以代表几个单位。身份只限于本单位的账号不必在此增加，就代表本单位，但不能代表别的单位。
unit-by-role = 身份限于本单位
unit-let-act = 让它代表本单位
unit-stop-acting = 不再代表
unit-login-unfit = 本会没有用户名为“{ $login }”、身份为承办单位经办人或审签人且不限于某个单位的账号。
unit-line-party = 党委系统
unit-line-government = 政府系统
unit-line-congress = 人大
unit-line-committee = 政协
unit-line-court = 法院
unit-line-procuratorate = 检察院
unit-line-other = 其他

unit-field-name = 名称
unit-field-line = 所属系统

unit-done-add-units = 已增加 { $n } 个单位。
unit-done-delete-units = 已删除 { $n } 个单位。
unit-done-change-unit = 已修改“{ $name }”。
unit-done-close-unit = 已停用“{ $name }”。
unit-done-reopen-unit = 已恢复使用“{ $name }”。
unit-done-let-act = 账号 { $login } 现在代表“{ $unit }”。
unit-done-stop-acting = 账号 { $login } 不再代表“{ $unit }”。

unit-did-add-units = 增加了 { $n } 个承办单位：{ $names }
unit-did-delete-units = 删除了 { $n } 个承办单位：{ $names }
unit-did-change-unit = 修改了承办单位“{ $name }”
unit-did-close-unit = 停用了承办单位“{ $name }”
unit-did-reopen-unit = 恢复使用了承办单位“{ $name }”
unit-did-let-act = 让账号 { $login } 代表承办单位“{ $unit }”
unit-did-stop-acting = 取消了账号 { $login } 对承办单位“{ $unit }”的代表

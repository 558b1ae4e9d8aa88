accounts-nav = 账户
accounts-nav-hint = 邀请工作人员，给予或收回身份
accounts-title = 账户管理
accounts-count = 共 { $n } 个账户
accounts-none = 没有符合条件的账户
accounts-export = 导出表格
accounts-find = 姓名或用户名

account-sign-in = 登录
account-sign-out = 退出登录
account-login = 用户名
account-password = 密码
account-sign-in-hint = 没有账户？请向本会办公室索取一次性邀请链接。公开的内容无须登录即可查看。
account-wrong = 用户名或密码不正确。请检查后再试。
account-too-many-failures = 登录失败次数过多，请在 { $seconds } 秒后再试。如果是别人在试您的密码，可请办公室发给您登录链接。
account-password-weak = 密码至少要有 { $least } 个字，并且不能与用户名相同。一句容易记住的话，胜过一串难记的符号。
account-password-differs = 两次输入的密码不一样，请重新输入。
account-password-wrong = 原密码不正确。

account-own-title = 我的账户
account-installation = 整个平台
account-change-password = 修改密码
account-change-password-hint = 修改后，其他设备上的登录都会退出。
account-password-old = 原密码
account-password-new = 新密码
account-password-again = 再输入一次新密码
account-sessions = 登录中的设备
account-sessions-empty = 没有登录中的设备。
account-sign-out-everywhere = 全部退出登录
account-device = 设备
account-device-unknown = 未知设备
account-this = 本机
account-since = 登录于
account-seen = 最近使用
account-actions = 操作
account-end-session = 退出
account-tokens = 个人令牌
account-tokens-lead = 程序凭令牌以您的身份读写，一年内有效。令牌只显示一次；遗失或不再使用时请撤销。
account-token-made = 令牌“{ $label }”已建立。请现在抄下，它不会再显示：
account-token-label = 名称
account-token-for = 新令牌的用途
account-token-hint = 例如“统计脚本”，便于日后辨认。
account-token-since = 建立于
account-token-until = 有效期至
account-never = 从未
account-make-token = 建立令牌
account-revoke = 撤销
account-too-many-tokens = 最多同时保留 { $most } 个令牌，请先撤销不用的。
account-not-by-token = 这件事须由本人登录后在网页上办理，不能凭令牌办理。
account-told-password = 密码已修改，其他设备上的登录已全部退出。
account-told-signed-out = 已在所有设备上退出登录。
account-told-session = 已退出该设备上的登录。
account-told-token = 令牌已撤销，立即失效。

account-email-title = 邮件通知
account-email = 电子邮箱
account-email-hint = 会议通知除在本平台显示外，也会发到这个邮箱。留空即不再发送。
account-email-idle = 本平台目前没有设置发信服务器，暂不发送邮件；填写的地址会保留备用。
account-email-do = 保存邮箱
account-told-email = 邮箱已保存。
account-told-no-email = 邮箱已删除，不再向您发送邮件。

account-history = 我的账户的历史
account-history-hint = 修改密码、建立和撤销令牌都记在这里，只有您本人能看到。如有不是您做的事，请立即修改密码。

account-welcome = 欢迎，{ $name }
account-welcome-lead = { $committee }邀请您以“{ $roles }”的身份使用本平台。请设置一个密码；此链接只能使用一次。
account-welcome-operator = 邀请您以“{ $roles }”的身份管理本平台。请设置一个密码；此链接只能使用一次。
account-renewed = 设置新密码后，此账户在所有设备上的登录都会退出，原有的个人令牌全部失效。
account-login-hint = 今后用它登录，请记下。
account-password-hint = 至少 { $least } 个字。一句容易记住的话，胜过一串难记的符号。
account-accept = 设置密码并登录
account-link-until = 此链接在 { $until } 之前有效。
account-lapsed = 此邀请链接已失效
account-invitation-lapsed = 链接可能已经用过、已过有效期，或已被新的链接代替。若您已设置过密码，请直接登录；否则请向本会办公室索取新的链接。

account-name = 姓名
account-roles = 身份
account-within = 范围
account-everywhere = 整个委员会
account-scope-special-committee = 专委会文员限于
account-scope-sector = 界别召集人限于
account-scope-unit = 承办单位经办人、审签人限于
account-state = 状态
account-state-invited = 待接受邀请
account-state-active = 在用
account-state-disabled = 已停用
account-state-gone = 已离开
account-invite = 邀请
account-invite-lead = 被邀请人凭一次性链接自行设置密码，任何人都不经手他的密码。
account-login-rule = 2 至 40 个小写字母、数字或 . - _
account-invite-do = 生成邀请链接
account-link-made = 请将此链接交给{ $name }本人。它只能使用一次，{ $until } 之前有效，不会再显示：
account-about = 基本情况
account-created = 建立于
account-link = 邀请链接
account-link-lives = { $until } 之前有效，尚未使用
account-shared = 此人在其他委员会或平台上也有身份，因此本会不能停用此账户或为其重发链接，只能收回在本会的身份。
account-role-has = 已有
account-do-reinvite = 重发邀请链接
account-do-disable = 停用账户
account-do-enable = 重新启用
account-do-remove = 收回在本会的全部身份
account-do-give-role = 给予
account-do-take-role = 收回

account-told-give-role = 已给予{ $name }“{ account-role-named }”的身份。
account-told-give-role-within = 已给予{ $name }“{ account-role-within }”的身份。
account-told-take-role-within = 已收回{ $name }的“{ account-role-within }”身份。
account-told-take-role = 已收回{ $name }的“{ account-role-named }”身份。
account-told-disable = 已停用{ $name }的账户，其登录和令牌立即失效。
account-told-enable = 已重新启用{ $name }的账户。
account-told-gone = { $name }在本会已没有任何身份。需要时可按用户名重新邀请。
account-known-given = 用户名“{ $login }”已属于平台上的账户“{ $name }”，所选身份已直接给予该账户，不需要邀请链接。请核对是否本人；若不是，请立即收回。

account-login-unfit = 用户名须为 2 至 40 个小写字母、数字或 . - _
account-there-already = 已有{ $name }的账户：{ $login }。如果这是同名的另一人，请勾选（命令行用 --another）后再邀请。
account-login-taken = 本会已有使用此用户名的账户（{ $name }）。请在其账户页上修改身份或重发链接。
account-disabled-elsewhere = 此用户名的账户已被其他委员会停用，暂不能给予身份。
account-invited-elsewhere = 此用户名的账户尚未接受另一委员会的邀请。请其本人先凭已有的链接设置密码，再由本会邀请。
account-role-missing = 请至少选择一个身份。
account-role-not-here = 平台运维的身份不能由委员会给予。
account-role-held = 此人已有这个身份。
account-scope-unfit = 这个身份不能限于这样的范围。
account-scope-idle = 所选身份中没有一个可以限于“{ $name }”。请选上相应的身份，或者不限范围。
account-scope-unknown = 本会没有名为“{ $name }”的专委会、界别或承办单位。
account-role-not-held = 此人没有这个身份。
account-not-oneself = 不能对自己的账户这样做。请由另一位管理员办理。
account-is-disabled = 此账户已停用。
account-is-enabled = 此账户并未停用。
account-not-ours-alone = 此人在其他委员会或平台上也有身份，本会不能这样做。请联系平台运维人员。

account-role-named = { $role ->
    [member] { role-member }
    [sector_convener] { role-sector-convener }
    [clerk] { role-clerk }
    [proposals_clerk] { role-proposals-clerk }
    [special_committee_clerk] { role-special-committee-clerk }
    [unit_handler] { role-unit-handler }
    [unit_approver] { role-unit-approver }
    [supervisor] { role-supervisor }
    [leader] { role-leader }
    [administrator] { role-administrator }
    [platform_operator] { role-platform-operator }
   *[other] { $role }
}
account-role-within = { account-role-named }（限{ $within }）
account-did-invite = 邀请了“{ $login }”
account-did-reinvite = 为“{ $login }”重发了邀请链接
account-did-give-role = 给予“{ $login }”“{ account-role-named }”的身份
account-did-give-role-within = 给予“{ $login }”“{ account-role-within }”的身份
account-did-take-role-within = 收回了“{ $login }”的“{ account-role-within }”身份
account-did-take-role = 收回了“{ $login }”的“{ account-role-named }”身份
account-did-disable = 停用了账户“{ $login }”
account-did-enable = 重新启用了账户“{ $login }”
account-did-change-password = 修改了“{ $login }”的密码
account-did-set-email = 修改了“{ $login }”的邮箱
account-did-remove-email = 删除了“{ $login }”的邮箱
account-did-make-token = 为“{ $login }”建立了令牌“{ $label }”
account-did-revoke-token = 撤销了“{ $login }”的一个令牌
account-did-accept-invitation = 接受了邀请，为“{ $login }”设置了密码

account-at-the-machine = { $user ->
    [nobody] 命令行
   *[other] { $user }（命令行）
}
account-no-login = 没有用户名为“{ $login }”的账户。
account-command-link = 请将此链接交给{ $name }本人。它只能使用一次，七天内有效：
account-command-known = 用户名“{ $login }”已属于账户“{ $name }”，所选身份已直接给予该账户，不需要链接。
account-command-disabled = 已停用账户“{ $login }”，其登录和令牌立即失效。
account-command-enabled = 已重新启用账户“{ $login }”。

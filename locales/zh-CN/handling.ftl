handling-title = 承办
handling-part = 分工
handling-part-lead = 主办
handling-part-co-handler = 会办
handling-part-separate = 分办
handling-state-offered = 待签收
handling-state-accepted = 已签收
handling-state-transfer-asked = 申请改办
handling-state-transferred = 不再承办
handling-state-opinion-given = 已提会办意见
handling-state-drafted = 待审签
handling-state-sent-back = 退回修改
handling-state-approved = 单位已审签
handling-state-passed = 督查室已审核
handling-state-sent = 已答复
handling-board-asked = 待审批的申请
handling-board-unaccepted = 逾期未签收
handling-step = 待办环节
handling-step-offered = 待签收
handling-step-accepted = 待拟稿或提意见
handling-step-transfer-asked = 待审批改办
handling-step-drafted = 待审签
handling-step-sent-back = 待修改
handling-step-approved = 待督查室审核
handling-step-passed = 待发出
handling-round = 办理次数
handling-again = 重新办理（第 { $n } 次）
handling-again-reason = 提案者不满意的理由：
handling-first-proposer = 第一提案人
handling-contact = 联系人
handling-contact-label = 联系人（可不填，提案者可见）
handling-phone-label = 联系电话（可不填，提案者可见）
handling-time = 时限情况
handling-due = 办理期限
handling-others = 共同承办单位
handling-signed-for = 签收
handling-accept-by = 签收或申请改办截至
handling-accept-again-by = 签收截至
handling-n = { $n } 项
handling-was-extended = 已延期
handling-extension-waits = 申请延期
handling-asks-transfer = 申请由其他单位办理，理由：
handling-asks-until = 申请延期至 { $until }，理由：
handling-rather = 建议承办单位：
handling-was-refused = 申请未获同意：
handling-reason = 理由
handling-transfer-by = 可申请至 { $day }
handling-transfer-hint = 不属于本单位职责的，请在期限内申请改办，不得自行转给其他单位。
handling-rather-label = 建议由哪个单位办理（可不填）
handling-transfer-to = 改由
handling-choose = 请选择
handling-none = 无
handling-until = 延期至
handling-until-hint = 最晚可延至 { $last }。
handling-refuse-reason = 不同意的理由（告知承办单位）
handling-lead = 主办单位
handling-no-lead = 不设主办单位，由下列单位分别办理
handling-others-label = 会办单位；不设主办单位时，为各分办单位
handling-reply-due = 答复期限
handling-reply-due-hint = 不填的，按本会规则为 { $usual }。
handling-no-units = 还没有可以交办的承办单位，请先在提案设置中添加。

handling-action-accept = 签收
handling-action-ask-transfer = 申请改办
handling-action-grant-transfer = 同意改办
handling-action-ask-extension = 申请延期
handling-action-grant-extension = 同意延期
handling-action-urge = 催办
handling-urge-note = 催办内容（即时以邮件告知该单位的承办人和审签人）
handling-urge-usual = 请抓紧办理，按期答复。
handling-action-take-out = 不再会办
handling-do-add-unit = 增加会办单位
handling-do-refuse = 不同意
handling-do-assign = 交办
handling-do-recall = 收回交办
handling-do-assign-all = 交办所选提案

handling-done-accept = { $unit }已签收“{ $title }”。
handling-done-ask-transfer = { $unit }已申请改办“{ $title }”，请等待审批。
handling-done-grant-transfer = 已同意改办，“{ $title }”已交给新的承办单位。
handling-done-refuse-transfer = 已告知{ $unit }：“{ $title }”不能改办。
handling-done-ask-extension = { $unit }已申请延期办理“{ $title }”，请等待审批。
handling-done-grant-extension = 已同意{ $unit }延期办理“{ $title }”。
handling-done-refuse-extension = 已告知{ $unit }：“{ $title }”不能延期。
handling-done-urge = 已催办{ $unit }：“{ $title }”。
handling-done-take-out = { $unit }不再会办“{ $title }”。
handling-done-add-unit = “{ $title }”已增加会办单位{ $unit }。
handling-done-assign = “{ $title }”已交办。
handling-done-assign-all = 已交办 { $n } 件提案。
handling-done-recall = 已收回“{ $title }”的交办。

handling-inbox = 承办事项
handling-inbox-empty = 没有承办的提案
handling-inbox-empty-hint = 提案交办到本单位后，会出现在这里，请在期限内签收。
handling-no-unit = 您的账号还没有对应的承办单位
handling-no-unit-hint = 请联系提案委，由其在承办单位中登记您的账号。
handling-tray-to-accept = 待签收
handling-tray-to-approve = 待审签
handling-tray-in-hand = 办理中
handling-tray-to-countersign = 待会签
handling-tray-answered = 已办复
handling-tray-none = 暂时没有。

handling-assigning = 待交办
handling-assigning-lead = 已立案尚未交办的提案。请选定主办、会办单位并勾选，一次交办；需要分别办理或更多会办单位的，请到提案页面交办。并入的提案随主提案一并交办。
handling-assigning-none = 没有待交办的提案
handling-assigning-none-hint = 提案立案之后，会出现在这里。
handling-tick = 选择
handling-merges = 并入{ $numbers }
handling-merged-in = 并入的提案
handling-merged-number = 第 { $n } 号
handling-merged-subject = 《{ $subject }》
handling-merged-head = 并案数
handling-merged = 并入 { $n } 件

handling-handover = 交办清单
handling-handover-none = 这一届次还没有交办的提案
handling-handover-none-hint = 提案交办之后，会按承办单位列在这里，可以打印，供交办会使用。

handling-deadlines = 办理期限
handling-deadlines-lead = 各承办单位尚未办结的事项，按期限先后排列。
handling-deadlines-none = 没有这样的事项
handling-deadlines-none-hint = 承办单位有未办结的事项时，会列在这里。
handling-open = 未办结的事项

handling-awaits-accept = 有 { $n } 件提案待签收
handling-awaits-overdue = 有 { $n } 件提案办理逾期
handling-awaits-soon = 有 { $n } 件提案临近办理期限
handling-awaits-countersign = 有 { $n } 件提案的答复待会签
handling-awaits-asked = 有 { $n } 项改办、延期申请待审批
handling-awaits-all-overdue = 承办单位有 { $n } 项办理逾期
handling-awaits-unaccepted = 有 { $n } 项逾期未签收
handling-awaits-assign = 有 { $n } 件提案待交办

handling-urged-subject = 催办：“{ $title }”（{ $due } 前答复）
handling-urged =
    { $name }：

    { $unit }承办的“{ $title }”，办理期限为 { $due }。
    { $note }

    提案页面：
    { $address }

    { $committee }

    （本邮件由系统自动发出，请勿直接回复。）
handling-digest = 提案办理提醒
handling-digest-accept = 待签收 { $n } 件：
handling-digest-overdue = 办理逾期 { $n } 件：
handling-digest-soon = 临近期限 { $n } 件：
handling-digest-approve = 待审签 { $n } 件
handling-digest-countersign = 待会签 { $n } 件
handling-digest-pass = 待审核 { $n } 件
handling-digest-evaluate = 待评价 { $n } 件
handling-digest-all-overdue = 各承办单位共有 { $n } 项逾期，其中 { $far } 项逾期一个月以上。
handling-digest-asked = 有 { $n } 项改办、延期申请待审批。

proposal-did-assign = 将提案“{ $title }”交由{ $units }办理，{ $due } 前答复
proposal-did-add-unit = 增加{ $unit }会办提案“{ $title }”
proposal-did-move-accept-by = 因节假日安排变动，将{ $unit }签收提案“{ $title }”的期限由 { $from } 改为 { $to }
proposal-did-move-due = 因节假日安排变动，将{ $unit }答复提案“{ $title }”的期限由 { $from } 改为 { $to }
proposal-did-urge = 向{ $unit }催办提案“{ $title }”：{ $note }
proposal-did-take-out = 不再由{ $unit }会办提案“{ $title }”
proposal-did-recall = 收回了提案“{ $title }”的交办
proposal-did-accept = 代表{ $unit }签收了提案“{ $title }”
proposal-did-ask-transfer = 代表{ $unit }申请改办提案“{ $title }”：{ $reason }
proposal-did-grant-transfer = 同意将提案“{ $title }”由{ $unit }改由{ $to }办理
proposal-did-refuse-transfer = 没有同意{ $unit }改办提案“{ $title }”：{ $reason }
proposal-did-ask-extension = 代表{ $unit }申请将提案“{ $title }”延期至 { $until }：{ $reason }
proposal-did-grant-extension = 同意{ $unit }将提案“{ $title }”延期至 { $until }
proposal-did-refuse-extension = 没有同意{ $unit }延期办理提案“{ $title }”：{ $reason }
proposal-did-remind = 向 { $n } 人发送了当日的提案办理提醒

handling-unit-missing = 请选择承办单位。
handling-unit-twice = 同一单位不能重复承办同一件提案。
handling-unit-closed = { $unit }已停用，不能再承办提案。
handling-lead-missing = 请为“{ $title }”选择主办单位。
handling-not-filed = “{ $title }”已不在待交办之列，可能是别人刚刚处理过。
handling-none-ticked = 请先勾选要交办的提案。
handling-due-past = 答复期限必须晚于今天。
handling-reason-missing = 请写明理由。
handling-extension-no-later = 延期后的期限必须晚于现在的期限 { $due }。
handling-extension-too-long = 延期最晚到 { $last }。
handling-second-round = 重新办理的提案不能申请改办。
handling-too-late-to-transfer = 申请改办的期限已过，请签收办理。
handling-too-late-accepted = 申请改办的期限已过，请继续办理。
handling-no-lead-to-help = 这件提案没有主办单位，不能增加会办单位。
handling-lead-settled = 主办单位的答复已经审签，不能再增加会办单位。
handling-extension-asked = 已经申请过延期，请等待审批。
handling-extended = 已经延期过一次，不能再延期。
handling-no-extension-asked = 没有待审批的延期申请。
handling-nothing-to-countersign = 目前没有需要会签的答复。
handling-not-contacted = 还没有按要求与提案者面商沟通，不能审签答复。
handling-opinions-left = 还有会办单位没有提出会办意见。
handling-signatures-left = 还有会办单位没有会签。
handling-no-promise = 这份答复没有待兑现的承诺。
handling-not-in-hand = 这件提案目前不在办理中，不能答复。
handling-is-offered = 承办单位还没有签收。
handling-is-accepted = 承办单位已经签收。
handling-is-transfer-asked = 承办单位已经申请改办，正在等待审批。
handling-is-transferred = 这件提案已不由该单位承办。
handling-is-opinion-given = 会办意见已经提出。
handling-is-drafted = 答复已提交审签。
handling-is-sent-back = 答复已退回修改。
handling-is-approved = 答复已经单位审签。
handling-is-passed = 答复已经督查室审核。
handling-is-sent = 答复已经送达提案者。
handling-due-far = 答复期限最晚为两年以后。
handling-too-many-units = 一件提案最多交给 { $most } 个单位。
handling-taken-back = 有一件提案已被提案者收回。
handling-too-late-to-extend = 办理期限已过，不能再申请延期，请尽快答复。

proposalset-title = 提案设置
proposalset-lead = 在这里设置征集提案的届次、审查和办理的规则、供选择的分类与理由、节假日和承办单位。
proposalset-yes = 是
proposalset-no = 否

proposalset-more = 届次、选择项、节假日和承办单位
choice-list-category = 提案分类
choice-list-reason = 不予立案的理由
choice-list-class = 答复类别
choice-hint-category = 立案时为提案选择的分类，也用于查找和统计。
choice-hint-reason = 不予立案时从中选择一条，提案者会看到。
choice-hint-class = 承办单位答复时选择的类别，释义会显示在答复表上。作出承诺的类别必须写明办成期限，期满前会跟踪落实。
committee-field-category = 提案分类
committee-field-reason = 不予立案的理由
committee-field-class = 答复类别

proposalset-rule = 审查和办理规则
proposalset-rule-hint = 修改后立即对尚在办理的提案生效；已经算出的期限不变。
proposalset-save-rule = 保存规则
proposalset-hint-steps = 每行一个步骤，例如“初审”“复审”。各步都通过之后才能立案或并案；不填则直接立案。
proposalset-hint-cosigners = 联名提案至少应有的委员人数，第一提案人计算在内。
proposalset-hint-accept-days = 单位认为不属于自己职责的，应在几个工作日内申请改办。
proposalset-hint-opinion-months = 会办单位向主办单位提出意见的期限（月）。
proposalset-hint-reply-months = 自交办之日起答复提案者的期限（月）。
proposalset-hint-extension-months = 经批准最多可以延长几个月。
proposalset-hint-evaluation-days = 答复后请提案者评价的天数，过后可以直接办结。
proposalset-hint-soon-days = 期限前几个工作日起提醒“即将到期”。
proposalset-publication-filed = 立案后即公开（提案者同意的）
proposalset-publication-chosen = 逐件选择公开（提案者同意的）
proposalset-too-many-steps = 步骤太多了，最多 { $most } 个。
proposalset-step-too-long = 步骤名称太长了，最多 { $most } 个字。
proposalset-rule-stale = 别人刚刚修改了规则，现在这一项是“{ $stands }”。框中是您填写的内容，还没有保存；核对后仍要改，请再按一次“保存规则”。

proposal-field-steps = 审查步骤
proposal-field-cosigners = 联名人数下限
proposal-field-accept-days = 申请改办的工作日数
proposal-field-opinion-months = 会办意见期限（月）
proposal-field-reply-months = 答复期限（月）
proposal-field-extension-months = 延期上限（月）
proposal-field-evaluation-days = 评价天数
proposal-field-soon-days = 提前提醒的工作日数
proposal-field-contact = 答复前必须与提案者沟通
proposal-field-merged = 统计立案数时，并入的提案也计算在内
proposal-field-roll = 期限的最后一日是休息日的，顺延至其后的第一个工作日
proposal-field-publication = 提案公开

proposalset-done-set-rule = 规则已保存。

proposal-did-set-rule = 修改了提案规则：{ $fields }

# 届次、选择项和节假日如今记在 committee 名下，单位记在 unit 名下；这几句说的是此前记在提案名下的。
proposal-field-category = 提案分类
proposal-field-reason = 不予立案的理由
proposal-field-class = 答复类别
proposal-did-add-session = 设置了{ $term }届{ $n }次的征集日期（{ $begins } 至 { $ends }）
proposal-did-change-session = 修改了{ $term }届{ $n }次的征集日期（{ $begins } 至 { $ends }）
proposal-did-delete-session = 删除了{ $term }届{ $n }次的征集日期
proposal-did-take-usual = 为{ $list }采用了常用的一套（{ $n } 项）
proposal-did-add-choice = 在{ $list }中增加了“{ $name }”
proposal-did-change-choice = 修改了{ $list }中的“{ $name }”
proposal-did-move-choice = 把{ $list }中的“{ $name }”排到第 { $place } 位
proposal-did-close-choice = 停用了{ $list }中的“{ $name }”
proposal-did-reopen-choice = 恢复使用了{ $list }中的“{ $name }”
proposal-did-delete-choice = 删除了{ $list }中的“{ $name }”
proposal-did-set-days = 设置了 { $from } 至 { $to } 之间 { $n } 天的休息和上班安排
proposal-did-add-units = 增加了 { $n } 个承办单位：{ $names }
proposal-did-delete-units = 删除了 { $n } 个承办单位：{ $names }
proposal-did-change-unit = 修改了承办单位“{ $name }”
proposal-did-close-unit = 停用了承办单位“{ $name }”
proposal-did-reopen-unit = 恢复使用了承办单位“{ $name }”
proposal-did-let-act = 让账号 { $login } 代表承办单位“{ $unit }”
proposal-did-stop-acting = 取消了账号 { $login } 对承办单位“{ $unit }”的代表

program = 议政
skip = 跳到正文
menu = 菜单
menu-reader = 登录与语言
main-nav = 主导航
language = 界面语言
undo = 撤销
list-comma = 、
trail = 所在位置
pages = 分页
pages-before = 上一页
pages-after = 下一页
form-faults = 有 { $n } 处需要改正，改正后再次提交。您填写的内容都还在。
form-number = 请填写 { $least } 到 { $most } 之间的整数。
form-day = 请按“2024-01-05”的写法填写日期。
form-missing = 此项必填。
form-too-long = 太长了，最多 { $most } 个字。

role-member = 委员
role-sector-convener = 界别召集人
role-clerk = 办公室文员
role-proposals-clerk = 提案委文员
role-special-committee-clerk = 专委会文员
role-unit-handler = 承办单位经办人
role-unit-approver = 承办单位审签人
role-supervisor = 督查室
role-leader = 政协领导
role-administrator = 本会管理员
role-platform-operator = 平台运维

history-nav = 历史
history-title = 历史
history-lead = 这里逐条记着本会在程序中做过的每一件事。每一条都与前一条相扣，事后改动任何一条都会被发现。
history-empty = 还没有任何记录
history-end = 共 { $n } 条；最后一条的校验值：
history-thing = 查看
history-newer = 较新的
history-older = 较早的
history-of-thing = 历史

error-title-401 = 请先登录
error-title-403 = 不能这样做
error-title-404 = 找不到这一页
error-title-405 = 不能这样做
error-title-408 = 等得太久了
error-title-409 = 没有做成
error-title-413 = 太大了
error-title-415 = 读不懂送来的内容
error-title-400 = 读不懂送来的内容
error-title-422 = 读不懂送来的内容
error-title-500 = 程序出了错
error-title-503 = 暂时不能用
error-not-found = 地址可能有误，或者这一页尚未公开。若您是本会工作人员，请登录后再试。
error-sign-in = 这一页需要登录后查看。
error-forbidden = 您的身份不能做这件事。若确有需要，请联系本会管理员。
error-stale = 在您打开这一页之后，别人已经改动了它。请回到原页，看过新的内容后再改；您的改动没有生效，别人的改动也没有丢。
error-internal = 这是程序的问题，不是您的操作有误。详情已记入日志，请稍后再试；仍不行时请联系管理员。
error-foreign-form = 这个请求来自别的网站，已经拒绝。请从本站的页面操作。
error-method = 这个地址不接受这种操作。
error-too-large = 送来的内容超过了允许的大小。
error-timeout = 服务器没能及时回答，请稍后再试。
error-request = 送来的内容不完整或格式不对，请返回上一页再试。
error-form = 送来的内容格式不对：{ $why }
error-see = 查看已有的记录
error-home = 回到首页

verify-holds = { $name }：{ $n } 条记录完好，末条校验值 { $hash }
verify-broken = { $name }：第 { $n } 条记录有问题，{ $fault }；此前各条完好，校验值 { $hash }
verify-chain = { $n ->
    [0] 本系统
   *[other] 第 { $n } 号委员会
}
verify-fault-sequence = 编号缺失或重复
verify-fault-link = 与上一条不能衔接
verify-fault-content = 内容被改动
verify-fault-end = 从这一条起有记录缺失，或末尾标记被改动
actor-at-the-machine = 命令行

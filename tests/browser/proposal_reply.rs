//! A proposal with the units that answer it: assigned, answered by a lead and a co-handler, answered once more since
//! its proposer is not satisfied, closed, published, and read by the public.

use yizheng::permission::Role;
use yizheng::proposal::model::List;

use super::Browser;
use crate::helpers::Office;

const TOLD: &str = "main > .notice[role=status] p";
const PHONE: &str = "0571-88886666";
const NOTE: &str = "与沈怀远委员在渡槽现场核对了渗漏点，他希望汛期之前完工。";

/// Those around one proposal, each at a window: the handler of the lead's unit, that of the co-handler's, the proposer
/// on a phone, and a desk at which others sit down one after another.
struct Journey {
    office: Office,
    unit: Browser,
    helper: Browser,
    proposer: Browser,
    desk: Browser,
    address: String,
}

impl Journey {
    /// A proposal of the first member is filed, and one that is not for the public.
    async fn filed() -> Option<Self> {
        let office = Office::open(2).await;
        office.let_act("shuili", Role::UnitHandler, 1).await;
        let address = office.filed(0, "关于修缮北坡渡槽的提案", true).await;
        office.filed(1, "关于渡槽看护人待遇的提案", false).await;
        let unit = Browser::start(&office.app).await?;
        let helper = Browser::start(&office.app).await?;
        let proposer = Browser::on_a_phone(&office.app).await?;
        let desk = Browser::start(&office.app).await?;
        unit.sign_in_as("shuili", "/qingling").await;
        helper.sign_in_as("unit0", "/qingling").await;
        proposer.sign_in_as("member0", "/qingling").await;
        Some(Self { office, unit, helper, proposer, desk, address })
    }

    /// Somebody else sits down at the desk, and follows what awaits them.
    async fn sits_down(&self, login: &str, awaits: &str) {
        self.desk.sign_in_as(login, "/qingling").await;
        self.desk.press(&format!("section[aria-labelledby=awaiting] a[href*='{awaits}']")).await;
    }

    async fn assigned(&self) {
        let desk = &self.desk;
        self.sits_down("qingling.proposals_clerk", "/proposals/assigning").await;
        let row = format!("tr:has(a[href='{}'])", self.address);
        desk.press(&format!("{row} [name=pick]")).await;
        desk.pick(&format!("{row} [name=lead]"), "县水利局").await;
        desk.pick(&format!("{row} [name=co]"), "县教育局").await;
        desk.look("proposal-assigning").await;
        desk.press("form.sheet button.primary").await;
        desk.reads(TOLD, "已交办 1 件提案。").await;
        desk.open("/qingling/proposals").await;
        desk.press(".head .menu > summary").await;
        desk.press("a[href$='/proposals/handover']").await;
        assert!(desk.text("#main").await.contains("县水利局"));
        desk.look("proposal-handover").await;
        desk.sign_out().await;
    }

    /// Both units sign for it; the lead hears the proposer, the co-handler gives its opinion.
    async fn taken_in_hand(&self, first: bool) {
        let (unit, helper) = (&self.unit, &self.helper);
        unit.open("/qingling").await;
        unit.press("section[aria-labelledby=awaiting] a[href$='/proposals/inbox']").await;
        if first {
            unit.look("proposal-inbox").await;
        }
        unit.press(&format!("a[href='{}']", self.address)).await;
        unit.press("form[action$='/accept'] button").await;
        unit.reads(TOLD, "县水利局已签收“关于修缮北坡渡槽的提案”。").await;
        unit.press("[id^=contact-] summary").await;
        unit.pick("[id^=contact-] select", "走访").await;
        unit.write("[id^=contact-] [name=person]", "沈怀远").await;
        unit.write("[id^=contact-] textarea", NOTE).await;
        if first {
            unit.look("proposal-unit").await;
        }
        unit.press("[id^=contact-] form button").await;
        unit.reads(TOLD, "已登记与沈怀远的沟通情况。").await;

        helper.open(&self.address).await;
        helper.press("form[action$='/accept'] button").await;
        helper.reads(TOLD, "县教育局已签收“关于修缮北坡渡槽的提案”。").await;
        helper.write("[id^=opinion-] textarea", "渡槽下游有一所小学取水，施工期间请保障供水。").await;
        if first {
            helper.look("proposal-co-handler").await;
        }
        helper.press("[id^=opinion-] form button").await;
        helper.reads(TOLD, "已提交县教育局的会办意见。").await;
    }

    /// The reply is written, countersigned, approved, passed and sent.
    async fn answered(&self, first: bool, body: &str) {
        let (unit, helper) = (&self.unit, &self.helper);
        unit.open(&self.address).await;
        unit.press("#replies a[href$='/reply']").await;
        let class = self.office.choice(List::Class, "B类").await;
        unit.press(&format!("[name=class][value='{class}']")).await;
        unit.write("#planned", "加固槽身，更换止水").await;
        unit.set("#planned_by", "2024-06-30").await;
        unit.write("#body", body).await;
        unit.write("#phone", PHONE).await;
        unit.reads("[data-failed]", "已保存。").await;
        if first {
            unit.look("proposal-reply-write").await;
        }
        unit.press("button[formaction$='/draft_reply']").await;
        unit.reads(TOLD, "县水利局的答复已提交审签。").await;

        helper.open("/qingling/proposals/inbox").await;
        helper.press(&format!("a[href='{}']", self.address)).await;
        helper.press("#replies a[href*='/reply/']").await;
        helper.press("form[action$='/countersign'] button").await;
        helper.reads(TOLD, "县教育局已会签。").await;

        self.sits_down("unit1", "/reply/").await;
        self.desk.write("#number", "青水函〔2024〕7号").await;
        if first {
            self.desk.look("proposal-reply-approve").await;
        }
        self.desk.press("form[action$='/approve_reply'] button").await;
        self.desk.reads(TOLD, "县水利局的答复已审签，等待审核。").await;
        self.desk.sign_out().await;
        self.office.app.account_for(&self.office.app.committee, Role::Supervisor).await;
        self.sits_down("qingling.supervisor", "/reply/").await;
        self.desk.press("form[action$='/pass_reply'] button").await;
        self.desk.reads(TOLD, "县水利局的答复已审核通过，可以发出。").await;
        self.desk.sign_out().await;

        unit.open("/qingling").await;
        unit.press("section[aria-labelledby=awaiting] a[href*='/reply/']").await;
        unit.press("form[action$='/send_reply'] button").await;
        unit.reads(TOLD, "县水利局的答复已发出。").await;
    }

    /// The proposer says what they think of the result.
    async fn judged(&self, result: &str, remark: &str) {
        let phone = &self.proposer;
        phone.open("/qingling").await;
        phone.press("section[aria-labelledby=awaiting] a[href$='#evaluations']").await;
        phone.press("[name=work][value=satisfied]").await;
        phone.press(&format!("[name=result][value={result}]")).await;
        if !remark.is_empty() {
            phone.write("#remark", remark).await;
            phone.look("proposal-evaluate").await;
        }
        phone.press("form[action$='/evaluate'] button").await;
        phone.find(TOLD).await;
    }

    /// The clerk closes and publishes it.
    async fn closed(&self) {
        let desk = &self.desk;
        desk.sign_in_as("qingling.proposals_clerk", &self.address).await;
        desk.press("button[formaction$='/close']").await;
        desk.reads(TOLD, "“关于修缮北坡渡槽的提案”已办结。").await;
        desk.press("button[formaction$='/publish']").await;
        desk.reads(TOLD, "“关于修缮北坡渡槽的提案”已向公众公开。").await;
        desk.look("proposal-closed").await;
        desk.sign_out().await;
    }

    /// Anybody finds it and reads it; nothing of what is not theirs is there.
    async fn read_by_the_public(&self) {
        let public = &self.desk;
        public.open("/qingling").await;
        public.press(".bar a[href$='/proposals']").await;
        public.write("#text", "渡槽").await;
        public.press("form.filters button").await;
        public.reads("caption", "共 1 件").await;
        public.look("proposal-list-public").await;
        public.press(&format!("th a[href='{}']", self.address)).await;
        public.find("#replies").await;
        public.look("proposal-public").await;
        assert!(public.printed("proposal-public").await.is_empty());
        let page = public.run("return document.documentElement.outerHTML").await.to_string();
        public.press("#replies a[href$='/reply/2']").await;
        public.look("proposal-reply-public").await;
        assert!(public.printed("proposal-reply-public").await.is_empty());
        let letter = public.run("return document.documentElement.outerHTML").await.to_string();
        assert!(letter.contains("工程已经开工") && letter.contains("青水函〔2024〕7号"), "{letter}");
        for hidden in [PHONE, NOTE, "施工期间请保障供水", "止水没有更换", "待遇"] {
            assert!(!page.contains(hidden) && !letter.contains(hidden), "{hidden} is not for the public");
        }
        public.open(&self.address.replace("/1", "/2")).await;
        public.reads("h1", "找不到这一页").await;
    }
}

#[tokio::test]
async fn a_reply_that_does_not_satisfy_is_given_anew_and_the_public_reads_it() {
    let Some(journey) = Journey::filed().await else { return };
    let proposer = &journey.proposer;
    journey.assigned().await;
    journey.taken_in_hand(true).await;
    journey.answered(true, "您提出的提案收悉。渡槽加固已列入今年计划。").await;
    proposer.open(&journey.address).await;
    proposer.press("#replies a[href$='/reply/1']").await;
    assert!(proposer.text(".letter").await.contains(PHONE), "the proposer may call the unit");
    proposer.look("proposal-reply").await;
    journey.judged("not", "只加固了槽身，止水没有更换。").await;
    proposer.reads(TOLD, "“关于修缮北坡渡槽的提案”将由承办单位重新办理。").await;

    journey.taken_in_hand(false).await;
    journey.answered(false, "您提出的意见收悉。止水一并更换，工程已经开工。").await;
    journey.judged("satisfied", "").await;
    proposer.reads(TOLD, "已评价“关于修缮北坡渡槽的提案”的办理。").await;
    journey.closed().await;
    journey.read_by_the_public().await;
}

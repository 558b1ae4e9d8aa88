//! What a session is told apart by: the browser and the system that signed in, and the network address.

/// A sign in the browser's name for itself, and what people call it. The first that is found counts: Edge calls itself
/// Chrome too, and Chrome Safari.
type Names = &'static [(&'static str, &'static str)];

const BROWSERS: Names = &[
    ("Edg", "Edge"),
    ("MicroMessenger", "微信"),
    ("QQBrowser", "QQ 浏览器"),
    ("360", "360"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
    ("curl", "curl"),
];

const SYSTEMS: Names = &[
    ("HarmonyOS", "HarmonyOS"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
];

/// `Firefox · Windows · 10.2.0.17`, as far as known.
pub(super) fn label(agent: &str, address: &str) -> String {
    let known = |names: Names| names.iter().find(|(sign, _)| agent.contains(sign)).map(|(_, name)| *name);
    let parts = [known(BROWSERS), known(SYSTEMS), Some(address).filter(|address| !address.is_empty())];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_called_what_people_call_it() {
        let edge = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120.0 Safari/537.36 Edg/120.0";
        assert_eq!(label(edge, "10.2.0.17"), "Edge · Windows · 10.2.0.17");
        let phone =
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1 Version/17.0 Safari/604.1";
        assert_eq!(label(phone, ""), "Safari · iPhone");
        assert_eq!(label("", "::1"), "::1");
    }
}

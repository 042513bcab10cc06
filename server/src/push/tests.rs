use std::net::IpAddr;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use ece::EcKeyComponents;

use super::{
    endpoint::{Hosts, is_public},
    is_subscription, new_key,
    seal::{Address, Signatures, seal},
};
use crate::{clock::Clock, config::Settings};

fn hosts(pairs: &[(&str, &str)]) -> Hosts {
    Hosts::new(&Settings::from_pairs(pairs.iter().copied()).expect("settings").push)
}

fn bytes(text: &str) -> Vec<u8> {
    URL_SAFE_NO_PAD.decode(text).expect("base64url")
}

#[test]
fn only_known_services_are_spoken_to() {
    let plain = hosts(&[]);
    for good in [
        "https://fcm.googleapis.com/fcm/send/abc:def",
        "https://updates.push.services.mozilla.com/wpush/v2/abc",
        "https://web.push.apple.com/abc",
        "https://wns2-par02p.notify.windows.com/w/?token=abc",
        "https://FCM.googleapis.com:443/x",
    ] {
        assert!(plain.allowed(good).is_some(), "{good}");
    }
    for bad in [
        "http://fcm.googleapis.com/fcm/send/abc",
        "https://fcm.googleapis.com:8443/fcm/send/abc",
        "https://fcm.googleapis.com.evil.example/x",
        "https://evil.example/fcm.googleapis.com",
        "https://fcm.googleapis.com@evil.example/x",
        "https://user:word@fcm.googleapis.com/x",
        "https://evilfcm.googleapis.com/x",
        "https://notify.windows.com/x",
        "https://.notify.windows.com/x",
        "https://evilnotify.windows.com/x",
        "https://169.254.169.254/latest/meta-data",
        "https://[::1]/x",
        "https://2130706433/x",
        "http://127.0.0.1:9200/x",
        "http://localhost/x",
        "ftp://fcm.googleapis.com/x",
        "file:///etc/passwd",
        "https://fcm.googleapis.com/x#y",
        "fcm.googleapis.com",
        "",
    ] {
        assert!(plain.allowed(bad).is_none(), "{bad}");
    }
    let long = format!("https://fcm.googleapis.com/{}", "a".repeat(4_000));
    assert!(plain.allowed(&long).is_none());
}

#[test]
fn settings_name_further_ones_exactly() {
    let own = hosts(&[("TALKOO_PUSH_HOSTS", "Push.example, other.example:8443")]);
    assert!(own.allowed("https://push.example/x").is_some());
    assert!(own.allowed("https://other.example:8443/x").is_some());
    for bad in [
        "https://other.example/x",
        "https://push.example:8443/x",
        "https://a.push.example/x",
        "http://push.example/x",
        "http://127.0.0.1/x",
    ] {
        assert!(own.allowed(bad).is_none(), "{bad}");
    }
    assert!(own.is_trusted("push.example") && !own.is_trusted("fcm.googleapis.com"));
    let trial = hosts(&[("TALKOO_PUSH_LOOPBACK", "true")]);
    assert!(trial.allowed("http://127.0.0.1:9000/x").is_some());
    assert!(trial.allowed("http://127.0.0.2:9000/x").is_none());
    assert!(trial.allowed("http://10.0.0.1/x").is_none());
}

/// What a known name may stand for: a name server can be anybody's.
#[test]
fn addresses_inside_are_none_of_the_internet() {
    for inside in [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "198.18.0.1",
        "::1",
        "::",
        "fe80::1",
        "fc00::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "2001:db8::1",
        "ff02::1",
    ] {
        assert!(!is_public(inside.parse::<IpAddr>().expect("an address")), "{inside}");
    }
    for outside in ["142.250.74.10", "34.107.243.93", "2a00:1450:4026:803::200a", "2600:1901::1"] {
        assert!(is_public(outside.parse::<IpAddr>().expect("an address")), "{outside}");
    }
}

/// RFC 8291, section 5: what the standard has sealed, the tests' own key opens.
#[test]
fn the_example_of_the_standard_is_opened() {
    let receiver = EcKeyComponents::new(
        bytes("q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94"),
        bytes(
            "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
        ),
    );
    let body = "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmY\
                WAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexS\
                gSxsj_Qulcy4a-fN";
    let opened = ece::decrypt(&receiver, &bytes("BTBZMqHH6r4Tts7J_aSIgg"), &bytes(body));
    assert_eq!(opened.expect("opened"), b"When I grow up, I want to be a watermelon");
}

/// To the receiver of the same example: only its private key opens what is sealed here, each time
/// with another salt.
#[test]
fn what_is_sealed_is_opened_by_its_device_alone() {
    let point =
        "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
    let secret = "BTBZMqHH6r4Tts7J_aSIgg";
    let (private, public) = new_key(Clock::new()).expect("a key");
    let address = Address {
        endpoint: "http://127.0.0.1:9000/x".to_owned(),
        p256dh: point.to_owned(),
        auth: secret.to_owned(),
        private,
    };
    let signatures = Signatures::new("mailto:yllapito@esimerkki.example");
    let seal = || {
        seal(&signatures, "http://127.0.0.1:9000", &address, "Hyvää".as_bytes()).expect("sealed")
    };
    let (one, other) = (seal(), seal());
    assert_ne!(one.body, other.body);
    assert_eq!(one.authorization, other.authorization, "one signature for a service and a while");
    assert!(one.authorization.ends_with(&format!("k={public}")));
    let receiver =
        EcKeyComponents::new(bytes("q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94"), bytes(point));
    let opened = ece::decrypt(&receiver, &bytes(secret), &one.body).expect("opened");
    assert_eq!(opened, "Hyvää".as_bytes());
    assert!(ece::decrypt(&receiver, &[0; 16], &one.body).is_err());
}

#[test]
fn keys_of_no_browser_are_refused() {
    let (_, public) = new_key(Clock::new()).expect("a key");
    assert!(is_subscription(&public, "BTBZMqHH6r4Tts7J_aSIgg"));
    assert!(!is_subscription(&public, "BTBZMqHH6r4Tts7J_aSI"));
    assert!(!is_subscription(&public[1..], "BTBZMqHH6r4Tts7J_aSIgg"));
    assert!(!is_subscription("", ""));
    assert!(!is_subscription("ä", "ä"));
}

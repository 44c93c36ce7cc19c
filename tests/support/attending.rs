//! A client that attends to what the server asks of it.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::client::{Client, PATIENCE};

impl Client {
    /// Answers what the server asked for so far as an editor without settings does, and forgets what it told.
    pub fn attend(&mut self) {
        for message in self.others() {
            let is_request = message.get("id").is_some() && message.get("method").is_some();
            let items = message["params"]["items"].as_array().map_or(0, Vec::len);
            match message["method"].as_str() {
                Some("workspace/configuration") => self.reply(&message, json!(vec![Value::Null; items])),
                Some("workspace/applyEdit") => self.reply(&message, json!({ "applied": false })),
                Some("window/showDocument") => self.reply(&message, json!({ "success": true })),
                _ if is_request => self.reply(&message, Value::Null),
                _ => {}
            }
        }
    }

    /// Waits until the server knows the closed file `uri`, which it can only from a scan, and has told of it.
    pub fn wait_for_scan(&mut self, uri: &str) {
        let until = Instant::now() + PATIENCE;
        while self.text(uri).is_null() {
            assert!(Instant::now() < until, "{uri} is not found");
            self.attend();
            std::thread::sleep(Duration::from_millis(10));
        }
        self.wait_for_first_look();
        std::thread::sleep(Duration::from_millis(500));
        self.attend();
    }

    /// Waits until the server has read the folders, or found out that there are none: before, it refuses to tell what
    /// is wrong in all of them.
    pub fn wait_for_first_look(&mut self) {
        let until = Instant::now() + PATIENCE;
        loop {
            let id = self.ask("workspace/diagnostic", json!({ "previousResultIds": [] }));
            if self.answer(&json!(id)).get("error").is_none() {
                return;
            }
            assert!(Instant::now() < until, "the folders are still being read");
            self.attend();
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

//! What day it is: as `MILEPOST_TODAY` says, so that a run can be repeated, or else the clock.

use std::sync::{Arc, Weak};
use std::time::Duration;

use jiff::Zoned;
use jiff::civil::Date;

use crate::world::World;

/// How often a server looks whether midnight has passed.
const LOOK: Duration = Duration::from_secs(300);

/// Today, here.
pub fn today() -> Date {
    let said = std::env::var("MILEPOST_TODAY").ok().and_then(|it| it.parse().ok());
    said.unwrap_or_else(|| Zoned::now().date())
}

/// Tells the world each new day, for as long as it lasts.
pub async fn keep_today(world: Arc<World>) {
    let world: Weak<World> = Arc::downgrade(&world);
    while let Some(world) = world.upgrade() {
        world.set_today(today());
        drop(world);
        tokio::time::sleep(LOOK).await;
    }
}

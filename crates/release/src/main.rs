//! `cargo site`, joined with the app: it draws the pages of releases.
//!
//! A program of its own, so that to check or preview an article nobody has to compile the app for
//! the machine at hand, and no change of a component makes the tool be built again. `cargo site`
//! starts it where pages have to be drawn.

use std::process::ExitCode;

use site::bundle::Draw;

fn main() -> ExitCode {
    let draw = Draw {
        page: app::draw,
        not_found_title: app::not_found_title,
        offline: app::draw_offline,
        offline_title: app::offline_title,
    };
    site::main(Some(draw))
}

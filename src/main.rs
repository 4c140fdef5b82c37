//! The entry of the Wasm. Natively there is nothing to start: the build machine uses the library.

fn main() {
    #[cfg(target_arch = "wasm32")]
    app::start();
}

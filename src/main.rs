//! The entry of the Wasm. Natively there is nothing to start: the build machine uses the library.

// Smaller than Rust's own, and every byte is sent to a phone.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

fn main() {
    #[cfg(target_arch = "wasm32")]
    app::start();
}

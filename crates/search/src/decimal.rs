//! Numbers as they are written for people.

use alloc::string::String;

/// A number in decimal digits. `to_string` would bring all that can be done with numbers along: alignment,
/// signs, other bases, 1 kB of the Wasm.
pub fn decimal(mut number: usize) -> String {
    // Enough for any of 64 bits.
    let mut digits = [b'0'; 20];
    let mut first = digits.len();
    loop {
        first -= 1;
        digits[first] += (number % 10).to_le_bytes()[0];
        number /= 10;
        if number == 0 {
            break;
        }
    }
    digits[first..].iter().map(|&digit| char::from(digit)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_what_the_standard_library_writes() {
        for number in [0, 7, 10, 99, 100, 4_096, usize::MAX] {
            assert_eq!(decimal(number), number.to_string());
        }
    }
}

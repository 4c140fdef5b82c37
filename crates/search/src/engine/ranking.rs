use alloc::{collections::BinaryHeap, vec, vec::Vec};
use core::cmp::Reverse;

use super::terms::Terms;
use crate::core::Core;

/// The documents that answer a query, the best first.
#[derive(Debug, Default)]
pub(super) struct Ranked {
    pub(super) documents: Vec<usize>,
    /// Whether there are more than are named.
    pub(super) more: bool,
}

/// Of what the best document has of a query, the part that another must have to be named too.
const ENOUGH: f32 = 0.5;

/// How much more a document counts whose title has the words of a question.
const TITLE: f32 = 0.8;

/// Puts the documents of all terms in order. `titles`: which part of the query they are in the
/// titles of some.
pub(super) fn rank(core: &Core, terms: &Terms, titles: &[(usize, f32)]) -> Ranked {
    let documents = core.documents();
    let mut scores = vec![0.0_f32; documents];
    let mut covered = vec![0.0_f32; documents];
    let mut best = vec![0.0_f32; documents];
    let mut found = Vec::new();
    let mut more = false;
    let mut whole = 0.0;
    for term in &terms.found {
        let mut having = Vec::new();
        for (group, factor) in &term.matches {
            more |= group.group.more;
            for posting in &group.group.postings {
                // A damaged file may name documents that there are not.
                let Some(best) = best.get_mut(posting.document) else { continue };
                let score = factor * f32::from(posting.impact);
                if *best == 0.0 {
                    having.push(posting.document);
                }
                *best = best.max(score);
            }
        }
        // Of a question, the rarest word is not all that matters.
        let part = term.part();
        let weight = part * part;
        whole += part;
        for document in having {
            if covered[document] == 0.0 {
                found.push(document);
            }
            covered[document] += part;
            scores[document] += weight * best[document];
            best[document] = 0.0;
        }
    }
    let most = found.iter().map(|&document| covered[document]).fold(0.0, f32::max);
    found.retain(|&document| covered[document] >= ENOUGH * most);
    for &(document, part) in titles {
        // `best` is free again. A damaged file may name documents that there are not.
        if let Some(best) = best.get_mut(document) {
            *best = part;
        }
    }
    // What has all words comes before what has one of them often.
    let ordered = found.into_iter().map(|document| {
        let part = covered[document] / whole;
        let score = scores[document] * part * part * (1.0 + TITLE * best[document]);
        // The bits of floats that are not negative have the order of the floats.
        (Reverse(score.to_bits()), document)
    });
    // In the browser a heap is a kilobyte less than the standard library's sort.
    let ordered = ordered.collect::<BinaryHeap<_>>().into_sorted_vec();
    let documents = ordered.into_iter().map(|(_, document)| document).collect();
    Ranked { documents, more }
}

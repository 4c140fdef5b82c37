use super::{Converter, Flow};
use crate::import::{loss::Loss, piece::Piece};

impl Converter<'_, '_> {
    /// Reads a comment: Gutenberg keeps its blocks in them, and the classic editor its marks.
    pub(super) fn comment(&mut self, comment: &str, flow: &mut Flow) {
        let comment = comment.trim();
        if comment == "nextpage" {
            self.flush(flow);
            self.pages += 1;
        } else if comment.starts_with("more") {
            self.flush(flow);
        } else if comment.starts_with("/wp:") {
            self.open_blocks = self.open_blocks.saturating_sub(1);
        } else if let Some(block) = comment.strip_prefix("wp:") {
            let name = block.split([' ', '/', '\n']).next().unwrap_or_default();
            if block.ends_with('/') {
                let name = block.split([' ', '\n']).next().unwrap_or_default();
                self.without_text(name.trim_end_matches('/'), block, flow);
            } else if !matches!(name, "freeform" | "classic") {
                self.open_blocks += 1;
            }
        }
    }

    /// A block that keeps no text in the post.
    fn without_text(&mut self, name: &str, block: &str, flow: &mut Flow) {
        match name {
            "more" | "nextpage" | "spacer" | "separator" | "footnotes" | "paragraph" => {}
            "block" => self.reusable(&reference(block), flow),
            name => self.losses.add(Loss::DynamicBlock { name: name.to_owned() }),
        }
    }

    /// A block that stands in several posts.
    fn reusable(&mut self, id: &str, flow: &mut Flow) {
        let html = id.parse().ok().and_then(|id: u64| self.with.survey.reusable.get(&id));
        match (html, self.with.deeper(self.converted.footnotes.len())) {
            (Some(html), Some(_)) if !self.with.budget.take(html) => {
                self.losses.add(Loss::TooMuch);
            }
            (Some(html), Some(with)) => {
                self.flush(flow);
                let mut converted = super::convert(html, with, self.losses);
                // Its headings are counted here, so that anchors find them.
                let headings =
                    converted.pieces.iter().filter(|piece| matches!(piece, Piece::Heading { .. }));
                let headings = headings.count();
                for (id, place) in converted.anchors.drain(..) {
                    self.converted.anchors.push((id, self.headings + place));
                }
                self.headings += headings;
                self.converted.footnotes.append(&mut converted.footnotes);
                flow.pieces.extend(converted.pieces);
            }
            _ => self.losses.add(Loss::ReusableBlock { id: id.to_owned() }),
        }
    }
}

/// The number of the reusable block that a comment stands for: `wp:block {"ref":12} /`.
pub(in crate::import) fn reusable_in(comment: &str) -> Option<u64> {
    let block = comment.trim().strip_prefix("wp:block ")?;
    block.ends_with('/').then(|| reference(block).parse().ok())?
}

fn reference(block: &str) -> String {
    let digits = block.split("\"ref\":").nth(1).unwrap_or_default().trim_start();
    digits.chars().take_while(char::is_ascii_digit).collect()
}

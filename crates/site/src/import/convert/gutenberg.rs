use super::{Converter, Flow};
use crate::import::{loss::Loss, piece::Piece};

/// How deep reusable blocks may show one another: one may show itself.
const DEEPEST_REUSED: usize = 4;

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
            "block" => self.reusable(block, flow),
            name => self.losses.add(Loss::DynamicBlock { name: name.to_owned() }),
        }
    }

    /// A block that stands in several posts.
    fn reusable(&mut self, block: &str, flow: &mut Flow) {
        let digits = block.split("\"ref\":").nth(1).unwrap_or_default().trim_start();
        let id: String = digits.chars().take_while(char::is_ascii_digit).collect();
        let html = id.parse().ok().and_then(|id: u64| self.with.survey.reusable.get(&id));
        match html {
            Some(html) if self.with.reused.0 < DEEPEST_REUSED => {
                self.flush(flow);
                let mut with = self.with;
                with.reused = (with.reused.0 + 1, with.reused.1 + self.converted.footnotes.len());
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
            _ => self.losses.add(Loss::ReusableBlock { id }),
        }
    }
}

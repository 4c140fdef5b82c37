//! How long the import of a WordPress export takes, and how much memory.

use std::{
    env,
    fs::{self, File},
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
    process::{Command, ExitCode},
    time::Instant,
};

use super::{BenchError, io as failed, measurement::peak_memory};
use crate::{
    cli::BenchImport,
    commands::{CommandError, import::ImportCommandError},
    console::Console,
    import::{self, Import},
    project::Project,
    today::today,
};

/// Makes up an export of each size and imports it, without writing anything of it.
pub(in crate::commands) fn run(
    options: &BenchImport,
    project: &Project,
    console: Console,
) -> Result<ExitCode, CommandError> {
    if !options.alone {
        console.say("export  posts  seconds  memory");
    }
    for &megabytes in &options.megabytes {
        if options.alone {
            measure(megabytes, project, console)?;
        } else {
            console.say(in_a_process_of_its_own(megabytes)?);
        }
    }
    if !options.alone {
        console.say("\nSeconds of wall time; peak memory of the process; MB (1,000,000 bytes).");
    }
    Ok(ExitCode::SUCCESS)
}

fn measure(megabytes: usize, project: &Project, console: Console) -> Result<(), CommandError> {
    let folder = project.target().join(format!("bench-import-{megabytes}"));
    fs::create_dir_all(&folder).map_err(failed(&folder))?;
    let export = folder.join("export.xml");
    let posts = write(&export, megabytes * 1_000_000).map_err(failed(&export))?;
    let import = Import {
        export,
        media: None,
        content: folder.join("content"),
        dry_run: true,
        today: today().ok_or(CommandError::Clock)?,
    };
    let start = Instant::now();
    import::import(&import).map_err(ImportCommandError::Import)?;
    let seconds = start.elapsed().as_secs_f64();
    let memory = peak_memory()
        .map_or_else(|| "-".to_owned(), |bytes| format!("{} MB", bytes.div_ceil(1_000_000)));
    console.say(format_args!("{megabytes:>3} MB {posts:>6} {seconds:>8.1} {memory:>7}"));
    fs::remove_dir_all(&folder).map_err(failed(&folder))?;
    Ok(())
}

/// The peak of memory is a process's.
fn in_a_process_of_its_own(megabytes: usize) -> Result<String, BenchError> {
    let program = env::current_exe().map_err(BenchError::Tool)?;
    let output = Command::new(&program)
        .args(["bench", "import", "--alone", "--megabytes", &megabytes.to_string()])
        .output()
        .map_err(|source| BenchError::Io { path: PathBuf::from(&program), source })?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr).trim_end().to_owned();
        return Err(BenchError::Import { megabytes, said });
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim_end().to_owned())
}

/// Writes an export of about so many bytes; returns how many posts it has. As on a real site most of it
/// is not the posts themselves: older versions of each, comments, and what plugins keep with it.
fn write(export: &Path, bytes: usize) -> io::Result<usize> {
    let mut file = BufWriter::new(File::create(export)?);
    write!(
        file,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\"><channel><link>https://old.example</link>\n\
         <wp:wxr_version>1.2</wp:wxr_version><wp:base_blog_url>https://old.example</wp:base_blog_url>\n"
    )?;
    let (mut written, mut posts) = (0, 0);
    while written < bytes {
        posts += 1;
        let item = items_of_post(posts);
        file.write_all(item.as_bytes())?;
        written += item.len();
    }
    file.write_all(b"</channel></rss>\n")?;
    file.flush()?;
    Ok(posts)
}

/// A post, its older versions, and a picture that was uploaded to it.
fn items_of_post(number: usize) -> String {
    let paragraph = format!(
        "<!-- wp:paragraph --><p>Post {number} says <strong>something</strong> about \
         <a href=\"https://old.example/2019/01/post-{}/\">another</a>, in a few words that go on for a \
         line or two &amp; end.</p><!-- /wp:paragraph -->\n",
        number / 2
    );
    let section = format!(
        "<!-- wp:heading --><h2>A part</h2><!-- /wp:heading -->\n{}<ul><li>One</li><li>Two</li></ul>\
         <img src=\"https://old.example/wp-content/uploads/2019/01/picture-{number}.jpg\" alt=\"\">\n",
        paragraph.repeat(8)
    );
    let text = section.repeat(4);
    let item = |kind: &str, id: usize, html: &str, more: &str| {
        format!(
            "<item><title>Post {number}</title><link>https://old.example/2019/01/post-{number}/</link>\
             <dc:creator>jo</dc:creator><content:encoded><![CDATA[{html}]]></content:encoded>\
             <wp:post_id>{id}</wp:post_id><wp:post_date>2019-01-11 20:22:19</wp:post_date>\
             <wp:post_name>post-{number}</wp:post_name><wp:status>publish</wp:status>\
             <wp:post_type>{kind}</wp:post_type>{more}</item>\n"
        )
    };
    let comment = format!(
        "<wp:comment><wp:comment_content><![CDATA[{}]]></wp:comment_content></wp:comment>",
        "Thank you for this. ".repeat(25)
    );
    let plugin = format!(
        "<wp:postmeta><wp:meta_key>_builder_data</wp:meta_key><wp:meta_value><![CDATA[{}]]></wp:meta_value></wp:postmeta>",
        "{\"id\":\"abcdef\",\"settings\":[]}".repeat(400)
    );
    let upload = format!(
        "<wp:post_parent>{number}</wp:post_parent><wp:attachment_url>https://old.example/wp-content/uploads/2019/01/picture-{number}.jpg</wp:attachment_url>"
    );
    let mut items = item("post", number, &text, &(comment.repeat(10) + &plugin));
    for version in 1..=6 {
        items += &item("revision", number * 10 + 10_000_000 + version, &text, "");
    }
    items + &item("attachment", number + 5_000_000, "", &upload)
}

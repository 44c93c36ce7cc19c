//! `milepost check --since` and `--staged` on real repositories: only what a change brought is reported.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

mod support;

use expect_test::{Expect, expect};
use serde_json::Value;
use support::folder::Folder;
use support::repository::{Repository, Run, git, milepost};

const PLAN: &str = "\
# Release plan

## Sprint 1: Import (Weeks 1-2)

**Acceptance:** every page is there.

## Sprint 2: Search (Weeks 2-3)

**Acceptance:** every page is found.
";

const HOUSE: &str = "\
# House plan

## Phase 1: Ground (Weeks 1-2)

**Acceptance:** the ground is flat.

## Phase 2: Walls (Weeks 3-4)

**Depends on:** Phase 1

**Acceptance:** the walls stand.
";

/// Two plans, one of which has an old finding: its sprints overlap.
fn repository() -> Repository {
    let repository = Repository::new();
    repository.write("docs/release.md", PLAN);
    repository.write("docs/house.md", HOUSE);
    repository.commit("Plan");
    repository
}

/// The findings in short, what was said beside them, and the exit code.
fn short(run: &Run) -> String {
    let findings: Vec<Value> = serde_json::from_str(&run.out).unwrap_or_default();
    let line = |it: &Value| {
        let text = |key: &str| it[key].as_str().unwrap_or_default().to_owned();
        format!("{}:{} {}\n", text("path"), it["line"], text("rule"))
    };
    let said: Vec<&str> = run.err.lines().filter(|it| it.starts_with("error") || it.contains("not shown")).collect();
    let said: String = said.iter().map(|it| format!("{it}\n")).collect();
    format!("{}{said}exit {}\n", findings.iter().map(line).collect::<String>(), run.code)
}

fn check(repository: &Repository, arguments: &[&str], wanted: Expect) {
    check_in(repository, "", arguments, wanted);
}

fn check_in(repository: &Repository, below: &str, arguments: &[&str], wanted: Expect) {
    let all: Vec<&str> = ["check", "--output", "json"].iter().chain(arguments).copied().collect();
    wanted.assert_eq(&short(&repository.milepost_in(below, &all)));
}

#[test]
fn without_a_change_nothing_is_reported() {
    let repository = repository();
    check(
        &repository,
        &[],
        expect![[r#"
        docs/release.md:7 overlapping-weeks
        exit 1
    "#]],
    );
    check(
        &repository,
        &["--since", "HEAD"],
        expect![[r#"
        exit 0
    "#]],
    );
    check(
        &repository,
        &["--staged"],
        expect![[r#"
        exit 0
    "#]],
    );
}

#[test]
fn a_change_answers_for_its_lines_and_for_what_it_breaks_elsewhere() {
    let repository = repository();
    // The lines below move, and an old finding with them; phase 2 is broken by what stands above it.
    repository.replace("docs/release.md", "# Release plan\n", "# Release plan\n\nFor the spring.\n");
    repository.replace("docs/house.md", "Ground (Weeks 1-2)", "Ground (Weeks 1-3)");
    check(
        &repository,
        &["--since", "HEAD"],
        expect![[r#"
        docs/house.md:7 overlapping-weeks
        exit 1
    "#]],
    );
    let run = repository.milepost(&["check", "--since", "HEAD"]);
    expect![[r#"
        warning[overlapping-weeks]: Phase 2 (weeks 3–4) overlaps Phase 1 (weeks 1–3) in week 3
         --> docs/house.md:7:20
          |
        7 | ## Phase 2: Walls (Weeks 3-4)
          |                    ^^^^^^^^^
          |
         ::: docs/house.md:3:21
          |
        3 | ## Phase 1: Ground (Weeks 1-3)
          |                     --------- Phase 1 is scheduled here
          |
          = help: Shift Phase 2 by one week

        1 warning in 1 of 2 plans
        1 finding is not shown: the change did not bring it
        exit 1
    "#]]
    .assert_eq(&run.all());
}

#[test]
fn an_old_finding_on_a_changed_line_counts() {
    let repository = repository();
    repository.replace("docs/release.md", "Sprint 2: Search (Weeks 2-3)", "Sprint 2: Search pages (Weeks 2-3)");
    check(
        &repository,
        &["--since", "HEAD"],
        expect![[r#"
        docs/release.md:7 overlapping-weeks
        exit 1
    "#]],
    );
}

#[test]
fn what_goes_breaks_what_waited_for_it() {
    let repository = repository();
    repository.write(
        "docs/roof.md",
        "# Roof plan\n\n## Sprint 3: Roof\n\nDepends on: Phase 7\n\n**Acceptance:** it is dry.\n",
    );
    repository.write(
        "docs/yard.md",
        "# Yard plan\n\n## Phase 7: Yard\n\n**Acceptance:** it is paved.\n\n## Phase 8: Gate\n\n- x\n",
    );
    repository.commit("More");
    repository.remove("docs/yard.md");
    repository.git(&["mv", "docs/release.md", "docs/launch.md"]);
    check(
        &repository,
        &["--since", "HEAD"],
        expect![[r#"
            docs/roof.md:5 broken-dependency
            exit 1
        "#]],
    );
    // The deletion is not staged yet; the rename is.
    check(
        &repository,
        &["--staged"],
        expect![[r#"
        exit 0
    "#]],
    );
    repository.git(&["add", "--all"]);
    check(
        &repository,
        &["--staged"],
        expect![[r#"
            docs/roof.md:5 broken-dependency
            exit 1
        "#]],
    );
}

#[test]
fn files_that_git_does_not_know_are_wholly_new() {
    let repository = repository();
    repository.write("docs/new.md", &PLAN.replace("Release", "Another"));
    repository.write("docs/named.txt", PLAN);
    check(
        &repository,
        &["--since", "HEAD"],
        expect![[r#"
        docs/new.md:7 overlapping-weeks
        exit 1
    "#]],
    );
    check(
        &repository,
        &["--since", "HEAD", "docs/named.txt"],
        expect![[r#"
        docs/named.txt:7 overlapping-weeks
        exit 1
    "#]],
    );
    check(
        &repository,
        &["--staged"],
        expect![[r#"
        exit 0
    "#]],
    );
    repository.git(&["add", "--intent-to-add", "docs/new.md"]);
    check(
        &repository,
        &["--staged"],
        expect![[r#"
        exit 0
    "#]],
    );
}

#[test]
fn staged_means_the_index_and_not_the_disk() {
    let repository = repository();
    repository.replace("docs/house.md", "Ground (Weeks 1-2)", "Ground (Weeks 1-3)");
    repository.git(&["add", "docs/house.md"]);
    repository.write("docs/house.md", HOUSE);
    check(
        &repository,
        &["--since", "HEAD"],
        expect![[r#"
        exit 0
    "#]],
    );
    check(
        &repository,
        &["--staged"],
        expect![[r#"
        docs/house.md:7 overlapping-weeks
        exit 1
    "#]],
    );
    // Gone from the disk, and still staged.
    repository.remove("docs/house.md");
    check(
        &repository,
        &["--staged"],
        expect![[r#"
        docs/house.md:7 overlapping-weeks
        exit 1
    "#]],
    );
    check(
        &repository,
        &["--staged", "docs"],
        expect![[r#"
        docs/house.md:7 overlapping-weeks
        exit 1
    "#]],
    );
}

#[test]
fn before_the_first_commit_everything_staged_is_new() {
    let repository = Repository::new();
    repository.write("plan.md", PLAN);
    check(
        &repository,
        &["--staged"],
        expect![[r#"
        exit 0
    "#]],
    );
    repository.git(&["add", "plan.md"]);
    check(
        &repository,
        &["--staged"],
        expect![[r#"
        plan.md:7 overlapping-weeks
        exit 1
    "#]],
    );
    check(
        &repository,
        &["--since", "HEAD"],
        expect![[r#"
        error: --since: this repository has no commit yet
        exit 2
    "#]],
    );
}

#[test]
fn a_branch_answers_for_what_it_did_since_it_left() {
    let repository = repository();
    repository.git(&["switch", "--quiet", "--create", "topic"]);
    repository.replace("docs/house.md", "Walls (Weeks 3-4)", "Walls (Weeks 2-4)");
    repository.commit("Walls earlier");
    repository.git(&["switch", "--quiet", "main"]);
    repository.write("docs/release.md", &PLAN.replace("Weeks 2-3", "Weeks 3-4"));
    repository.commit("Mend");
    repository.git(&["switch", "--quiet", "--detach", "topic"]);
    // What main mended meanwhile is no fault of the branch.
    check(
        &repository,
        &["--since", "main"],
        expect![[r#"
        docs/house.md:7 overlapping-weeks
        exit 1
    "#]],
    );
    check_in(
        &repository,
        "docs",
        &["--since", "main"],
        expect![[r#"
        house.md:7 overlapping-weeks
        exit 1
    "#]],
    );
    check(
        &repository,
        &["--since", "main", "docs/release.md"],
        expect![[r#"
        exit 0
    "#]],
    );
}

#[test]
fn names_are_taken_as_they_are() {
    let repository = Repository::new();
    for name in ["a b.md", "ä.md", "-x.md", "tab\there.md", "\"quoted\".md", "deep/ü/p.MD"] {
        repository.write(name, &PLAN.replace("Weeks 2-3", "Weeks 3-4"));
    }
    repository.commit("Plans");
    for name in ["a b.md", "ä.md", "-x.md", "tab\there.md", "\"quoted\".md", "deep/ü/p.MD"] {
        repository.write(name, PLAN);
    }
    check(
        &repository,
        &["--since", "HEAD"],
        expect![[r#"
        "quoted".md:7 overlapping-weeks
        -x.md:7 overlapping-weeks
        a b.md:7 overlapping-weeks
        deep/ü/p.MD:7 overlapping-weeks
        tab	here.md:7 overlapping-weeks
        ä.md:7 overlapping-weeks
        exit 1
    "#]],
    );
}

#[test]
fn what_cannot_be_compared_is_said() {
    let repository = repository();
    let said = |arguments: &[&str]| repository.milepost(arguments).all();
    expect![[r#"
        error: --since: no branch, tag or commit is called `no-such-branch`
        exit 2
    "#]]
    .assert_eq(&said(&["check", "--since", "no-such-branch"]));
    expect![[r#"
        error: --since: `--output=x` is no revision
        exit 2
    "#]]
    .assert_eq(&said(&["check", "--since=--output=x"]));
    expect![[r#"
        error: --since: only files can be compared, and standard input is none
        exit 2
    "#]]
    .assert_eq(&said(&["check", "--since", "HEAD", "-"]));
    expect![[r#"
        error: the argument '--since <REF>' cannot be used with '--staged'

        Usage: milepost check --since <REF> [PATH]...

        For more information, try '--help'.
        exit 2
    "#]]
    .assert_eq(&said(&["check", "--since", "HEAD", "--staged"]));
    let folder = Folder::new();
    folder.write("plan.md", PLAN);
    let run = milepost(&folder.path, &["check", "--since", "HEAD"], &[]);
    let told = run.all().replace(folder.path.to_str().unwrap(), "FOLDER");
    expect![[r#"
        error: --since: FOLDER is in no git repository
        exit 2
    "#]]
    .assert_eq(&told);
    let run = milepost(&repository.folder.path, &["check", "--staged"], &[("PATH", "/nonexistent")]);
    expect![[r#"
        error: --staged: git is not installed, or not on PATH
        exit 2
    "#]]
    .assert_eq(&run.all());
}

#[test]
fn a_shallow_clone_says_what_it_lacks() {
    let repository = repository();
    repository.git(&["switch", "--quiet", "--create", "topic"]);
    repository.commit("One");
    repository.git(&["switch", "--quiet", "main"]);
    repository.commit("Two");
    let folder = Folder::new();
    let url = format!("file://{}", repository.folder.path.display());
    git(&folder.path, &["clone", "--quiet", "--depth=1", "--no-single-branch", &url, "clone"]);
    let run = milepost(&folder.path.join("clone"), &["check", "--since", "origin/topic"], &[]);
    expect![[r#"
        error: --since: this clone is shallow and does not reach back to where `origin/topic` and HEAD parted; fetch more of the history (`git fetch --unshallow`, or `fetch-depth: 0` in a workflow)
        exit 2
    "#]].assert_eq(&run.all());
}

#[test]
fn a_bare_repository_holds_no_files() {
    let folder = Folder::new();
    git(&folder.path, &["init", "--quiet", "--bare", "bare.git"]);
    let run = milepost(&folder.path.join("bare.git"), &["check", "--since", "HEAD"], &[]);
    let told = run.all().replace(folder.path.to_str().unwrap(), "FOLDER");
    expect![[r#"
        error: --since: FOLDER/bare.git belongs to a bare git repository, which holds no files to look at
        exit 2
    "#]]
    .assert_eq(&told);
}

#[test]
fn further_work_trees_and_submodules_are_repositories_of_their_own() {
    let repository = repository();
    let inner = self::repository();
    let url = inner.folder.path.to_str().unwrap();
    repository.git(&["submodule", "--quiet", "add", url, "inner"]);
    repository.commit("Inner");
    repository.replace("inner/docs/house.md", "Ground (Weeks 1-2)", "Ground (Weeks 1-3)");
    check(
        &repository,
        &["--since", "HEAD"],
        expect![[r#"
        exit 0
    "#]],
    );
    check_in(
        &repository,
        "inner",
        &["--since", "HEAD"],
        expect![[r#"
        docs/house.md:7 overlapping-weeks
        exit 1
    "#]],
    );
    let other = Folder::new();
    repository.git(&["worktree", "add", "--quiet", other.path.join("tree").to_str().unwrap(), "-b", "other"]);
    let tree = other.path.join("tree");
    std::fs::write(tree.join("docs/house.md"), HOUSE.replace("Ground (Weeks 1-2)", "Ground (Weeks 1-3)")).unwrap();
    let run = milepost(&tree, &["check", "--output", "json", "--since", "main"], &[]);
    expect![[r#"
        docs/house.md:7 overlapping-weeks
        exit 1
    "#]]
    .assert_eq(&short(&run));
}

/// A hook gives git's variables to what it runs, with an index of its own for `git commit --only`.
#[test]
fn a_hook_sees_the_index_of_the_commit() {
    let repository = repository();
    repository.replace("docs/house.md", "Ground (Weeks 1-2)", "Ground (Weeks 1-3)");
    let hook = format!(
        "#!/bin/sh\n{} check --staged --output json . > findings.json 2> said.txt; echo $? > code.txt; exit 0\n",
        env!("CARGO_BIN_EXE_milepost")
    );
    repository.write(".git/hooks/pre-commit", &hook);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let path = repository.folder.path.join(".git/hooks/pre-commit");
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).unwrap();
        repository.git(&["commit", "--quiet", "-m", "Ground", "--only", "docs/house.md"]);
        let read = |name: &str| std::fs::read_to_string(repository.folder.path.join(name)).unwrap();
        let run =
            Run { code: read("code.txt").trim().parse().unwrap(), out: read("findings.json"), err: read("said.txt") };
        expect![[r#"
            docs/house.md:7 overlapping-weeks
            exit 1
        "#]]
        .assert_eq(&short(&run));
    }
}

#[test]
fn a_file_in_conflict_is_said() {
    let repository = repository();
    repository.git(&["switch", "--quiet", "--create", "topic"]);
    repository.replace("docs/house.md", "Walls (Weeks 3-4)", "Walls (Weeks 3-5)");
    repository.commit("Topic");
    repository.git(&["switch", "--quiet", "main"]);
    repository.replace("docs/house.md", "Walls (Weeks 3-4)", "Walls (Weeks 3-6)");
    repository.commit("Main");
    repository.git(&["-c", "alias.m=!git merge topic || true", "m"]);
    check(
        &repository,
        &["--staged"],
        expect![[r#"
        error: docs/house.md: is in conflict, so that nothing of it is staged; resolve it first
        exit 2
    "#]],
    );
}

#[test]
fn other_line_ends_are_no_change() {
    let repository = repository();
    repository.write("docs/release.md", &PLAN.replace('\n', "\r\n"));
    check(
        &repository,
        &["--since", "HEAD"],
        expect![[r#"
        exit 0
    "#]],
    );
    let run = repository.milepost(&["diff", "HEAD"]);
    expect![[r#"
        one plan was touched since HEAD, and says the same as then
        exit 0
    "#]]
    .assert_eq(&run.all());
}

/// A finding that was there once and is there twice is new once.
#[test]
fn a_second_finding_of_the_same_words_is_new() {
    let repository = Repository::new();
    let weeks = "- Week 1: Plan\n- Week 2: Build\n";
    repository.write("plan.md", &format!("# Plan\n\n## Phase 1: A\n\nDepends on: Phase 9\n\n{weeks}"));
    repository.commit("Plan");
    let twice = format!("# Plan\n\n## Phase 1: A\n\nDepends on: Phase 9\n\n{weeks}\nDepends on: Phase 9\n");
    repository.write("plan.md", &twice);
    check(
        &repository,
        &["--since", "HEAD"],
        expect![[r#"
        plan.md:10 broken-dependency
        exit 1
    "#]],
    );
}

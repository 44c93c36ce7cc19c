//! Plans that tests of the whole protocol ask about.

/// A plan with something for every request, and characters of every width before what is named.
pub const PLAN: &str = "\
# Harbour plan

## Phase 1: Pier (Weeks 1-2)

**Status:** Done

- [x] T001 Drive the piles
- [ ] T002 a😀é日 after T001

**Acceptance criteria:**
- It holds 5 t

## Phase 2: Crane (Weeks 2-3)

**Depends on:** a😀é日 Phase 1, Phase 9

- [ ] T003 Lift, see [above](#phase-1-pier-weeks-1-2) and [the other](other.md)

##Phase 3: Lamp

<!-- milepost-ignore-next-line broken-dependency -->
**Depends on:** Phase 8

| Phase | Weeks | Depends on |
|-------|-------|------------|
| 1     | 1-2   |            |
| 2     | 2-3   | Phase 1    |

```text
Week 1 | Phase 1
```
";

/// Another one, which waits for the first.
pub const OTHER: &str = "\
# Ferry plan

## Epic 1: Boat

**Depends on:** Phase 1

- [ ] T101 Paint it, after T003

**Acceptance criteria:**
- It floats
";

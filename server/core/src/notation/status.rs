//! Status words, marks and task boxes.

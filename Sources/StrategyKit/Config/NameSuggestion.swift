import Core

/// `; did you mean 'fast'?`, or nothing where no name is near: the end of a message.
func suggestion(for name: String, among candidates: [String]) -> String {
    nearestName(to: name, among: candidates).map { "; did you mean '\($0)'?" } ?? ""
}

/// `; did you mean 'fast'?`, or `;` where no name is near: what parts a message from a list of what is allowed.
func separator(for name: String, among candidates: [String]) -> String {
    nearestName(to: name, among: candidates).map { "; did you mean '\($0)'?" } ?? ";"
}

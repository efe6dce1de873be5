/// Why a rule cannot be used, at a character of its text.
struct RuleError: Error, Hashable {
    /// What was found, what is allowed, and the remedy, in one line.
    var message: String
    /// The place in the rule's text, counted in Unicode scalars from 0.
    var offset: Int

    init(_ message: String, at offset: Int) {
        self.message = message
        self.offset = offset
    }
}

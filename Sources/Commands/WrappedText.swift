/// Texts in lines that a terminal shows whole.
enum WrappedText {
    /// The words of a text in lines, each with a line feed; a word that is longer than a line has one of its own.
    ///
    /// - Parameters:
    ///   - width: The most characters in a line, blanks before it included.
    ///   - indent: Blanks before the first line.
    ///   - rest: Blanks before each line after it.
    static func lines(_ text: String, width: Int, indent: Int = 0, rest: Int = 0) -> String {
        var result = ""
        var line = String(repeating: " ", count: indent)
        var isEmpty = true
        for word in text.split(separator: " ") {
            if !isEmpty, line.count + 1 + word.count > width {
                result += line + "\n"
                line = String(repeating: " ", count: rest)
                isEmpty = true
            }
            line += isEmpty ? String(word) : " " + word
            isEmpty = false
        }
        return result + line + "\n"
    }
}

/// Names that are safe for files and folders.
public enum PlainName {
    /// A name in small ASCII letters and digits, all else becoming single dashes.
    ///
    /// - Parameter fallback: What stands where nothing of the name is left.
    public static func of(_ name: String, or fallback: String) -> String {
        var text = ""
        for scalar in name.lowercased().unicodeScalars {
            let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
            if isPlain {
                text.unicodeScalars.append(scalar)
            } else if !text.isEmpty && !text.hasSuffix("-") {
                text += "-"
            }
        }
        while text.hasSuffix("-") { text.removeLast() }
        return text.isEmpty ? fallback : text
    }
}

/// Text from outside, of a file or a server, as a message shows it: nothing in it can move a terminal's cursor or fill its
/// screen.
public enum ShownText {
    /// A field, without control characters and cut where it is long.
    public static func field(_ text: String, most: Int = 80) -> String {
        var shown = ""
        for (place, scalar) in text.unicodeScalars.enumerated() {
            if place == most { return shown + "…" }
            if scalar.properties.generalCategory == .control {
                shown += "\\u{\(String(scalar.value, radix: 16))}"
            } else {
                shown.unicodeScalars.append(scalar)
            }
        }
        return shown
    }

    /// Names, the first of them where there are many.
    public static func list(_ names: [String], most: Int = 40) -> String {
        let shown = names.prefix(most).map { field($0) }.joined(separator: ", ")
        return names.count > most ? shown + " and \(names.count - most) more" : shown
    }
}

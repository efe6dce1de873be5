/// Whole numbers in ascending order as text: `0-9,12`.
enum NumberRanges {
    /// The text.
    ///
    /// - Parameters:
    ///   - numbers: In ascending order, each once.
    ///   - most: How many ranges are written; `…` stands for the others.
    static func text(_ numbers: some Sequence<Int>, most: Int = .max) -> String {
        var ranges: [(first: Int, last: Int)] = []
        for number in numbers {
            if let last = ranges.last, last.last + 1 == number {
                ranges[ranges.count - 1].last = number
            } else {
                ranges.append((number, number))
            }
        }
        let texts = ranges.prefix(most).map { $0.first == $0.last ? "\($0.first)" : "\($0.first)-\($0.last)" }
        return texts.joined(separator: ",") + (ranges.count > most ? ",…" : "")
    }

    /// The numbers of a text; `nil` for one that `text` does not write, or of more than `most` numbers.
    static func numbers(_ text: String, most: Int = 10_000_000) -> [Int]? {
        var numbers: [Int] = []
        guard !text.isEmpty else { return numbers }
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
            guard ends.count <= 2, let first = ends[0], let last = ends[ends.count - 1], first >= 0, first <= last,
                last - first < most - numbers.count, first > numbers.last ?? -1
            else { return nil }
            numbers.append(contentsOf: first...last)
        }
        return numbers
    }
}

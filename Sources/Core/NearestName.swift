/// The name that a user most likely meant by a mistyped one.
///
/// - Returns: The candidate with the fewest changed, added, left out or swapped letters, upper and lower case taken as
///   equal; the earliest of several; `nil` where none is within a third of the letters (at least one, or two from
///   five letters on).
/// - Source: optimal string alignment distance, Boytsov (2011), "Indexing methods for approximate dictionary searching".
public func nearestName(to name: String, among candidates: [String]) -> String? {
    let wanted = Array(name.lowercased().unicodeScalars.prefix(80))
    let limit = max(wanted.count >= 5 ? 2 : 1, wanted.count / 3)
    var best: (name: String, distance: Int)?
    for candidate in candidates {
        let letters = Array(candidate.lowercased().unicodeScalars)
        guard abs(letters.count - wanted.count) <= limit else { continue }
        let distance = alignmentDistance(wanted, letters)
        if distance <= limit, distance < best?.distance ?? .max, distance < max(wanted.count, letters.count) {
            best = (candidate, distance)
        }
    }
    return best?.name
}

/// The number of changes, additions, omissions and swaps of neighbours between two words.
private func alignmentDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
    var beforeLast = [Int](repeating: 0, count: b.count + 1)
    var last = Array(0...b.count)
    for i in 0..<a.count {
        var row = [Int](repeating: i + 1, count: b.count + 1)
        for j in 0..<b.count {
            row[j + 1] = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
            if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
                row[j + 1] = min(row[j + 1], beforeLast[j - 1] + 1)
            }
        }
        (beforeLast, last) = (last, row)
    }
    return last[b.count]
}

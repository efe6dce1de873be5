/// The names nearest to a mistyped one, for error texts.
enum NearestNames {
    /// Up to three names within a third of the length in edits, nearest first, then in the order given.
    static func of(_ name: String, among names: [String]) -> [String] {
        let wanted = Array(name.lowercased().utf8)
        var scored: [(distance: Int, place: Int)] = []
        for (place, candidate) in names.enumerated() {
            let lower = Array(candidate.lowercased().utf8)
            // The last part counts too: "New_York" is near "America/New_York".
            let last = lower.split(separator: UInt8(ascii: "/")).last.map { Array($0) } ?? lower
            let distance = min(edits(wanted, lower), edits(wanted, last))
            if distance <= max(1, wanted.count / 3) { scored.append((distance, place)) }
        }
        scored.sort { ($0.distance, $0.place) < ($1.distance, $1.place) }
        return scored.prefix(3).map { names[$0.place] }
    }

    /// The number of insertions, deletions and substitutions between two texts (Levenshtein).
    static func edits(_ a: [UInt8], _ b: [UInt8]) -> Int {
        var previous = Array(0...b.count)
        for i in 0..<a.count {
            var current = [i + 1]
            current.reserveCapacity(b.count + 1)
            for j in 0..<b.count {
                current.append(min(previous[j + 1] + 1, current[j] + 1, previous[j] + (a[i] == b[j] ? 0 : 1)))
            }
            previous = current
        }
        return previous[b.count]
    }
}

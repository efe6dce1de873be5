import Core
import Glibc

/// Looks for splits that prices were not adjusted for: a step between sessions near a ratio that companies use.
enum SplitSearch {
    /// One suspected split.
    struct Suspect: Hashable {
        var row: Int
        /// In words: what the close did, which split it is like, and what the volume says.
        var text: String
    }

    /// Old and new shares of usual splits; a reverse split is the same the other way round.
    private static let ratios: [(new: Int, old: Int)] = [
        (2, 1), (3, 1), (3, 2), (4, 1), (5, 1), (5, 2), (5, 4), (6, 1), (7, 1), (8, 1), (10, 1), (15, 1), (20, 1),
        (25, 1),
        (30, 1), (40, 1), (50, 1),
    ]

    /// Suspected splits in order.
    ///
    /// The open must lie within 4 % of the ratio below (or above) the close before, the close within 15 % of it, and the
    /// step must be more than eight times the median one; ratios below 2:1 need a volume that moves the other way too.
    static func suspects(in rows: BarRows) -> [Suspect] {
        guard rows.count >= 3 else { return [] }
        let steps = sessionSteps(rows)
        let sizes = steps.map { abs(log(rows.open[$0] / rows.close[$0 - 1])) }.filter { $0.isFinite }.sorted()
        let usual = sizes.isEmpty ? 0 : max(sizes[sizes.count / 2], 0.002)
        return steps.compactMap { row in
            let step = rows.open[row] / rows.close[row - 1]
            guard step > 0, step.isFinite, abs(log(step)) > 8 * usual else { return nil }
            for (new, old) in ratios {
                let factor = Double(old) / Double(new)
                for (expected, isReverse) in [(factor, false), (1 / factor, true)] {
                    guard abs(step / expected - 1) < 0.04,
                        abs(rows.close[row] / rows.close[row - 1] / expected - 1) < 0.15
                    else { continue }
                    let hint = volumeHint(rows, row)
                    // A fall by a fifth or a third may be bad news: only the volume tells it from a small split.
                    if new < 2 * old, !(isReverse ? hint < 0.75 : hint > 1.3) { continue }
                    return Suspect(
                        row: row, text: text(rows, row, new: new, old: old, isReverse: isReverse, hint: hint))
                }
            }
            return nil
        }
    }

    /// Rows that are the first of another day than the row before them.
    private static func sessionSteps(_ rows: BarRows) -> [Int] {
        rows.stamps.indices.dropFirst().filter { row in
            rows.stampKind == .dates || rows.stamps[row] - rows.stamps[row - 1] > 4 * Timestamp.hour
        }
    }

    /// The mean volume of up to ten bars from a row on, over that of up to ten before it; 1 where it is unknown.
    private static func volumeHint(_ rows: BarRows, _ row: Int) -> Double {
        func mean(_ range: Range<Int>) -> Double {
            let known = range.map { rows.volume[$0] }.filter { $0 > 0 }
            return known.isEmpty ? .nan : known.reduce(0, +) / Double(known.count)
        }
        let hint = mean(row..<min(rows.count, row + 10)) / mean(max(0, row - 10)..<row)
        return hint.isFinite ? hint : 1
    }

    private static func text(
        _ rows: BarRows, _ row: Int, new: Int, old: Int, isReverse: Bool, hint: Double
    ) -> String {
        let name = isReverse ? "\(old):\(new) reverse split" : "\(new):\(old) split"
        let change = (rows.close[row] / rows.close[row - 1] - 1) * 1_000
        let percent = "\(change < 0 ? "−" : "+")\((abs(change).rounded() / 10).shortestText) %"
        return
            "\(rows.close[row - 1].shortestText) to \(rows.close[row].shortestText) (\(percent)) is near a \(name), and the "
            + "volume is \(((hint * 100).rounded() / 100).shortestText) times that before"
    }
}

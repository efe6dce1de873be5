internal import Core
internal import Statistics

/// What remained of real returns, by rows that are drawn whole: what instruments do together stays together.
///
/// Residuals of each instrument are brought to mean 0 and variance 1.
///
/// - Source: Barone-Adesi, Giannopoulos & Vosper (1999), "VaR without Correlations for Portfolios of Derivative Securities".
/// - Verified by: `GARCHTests/drawnInnovationsComeFromTheSameBars`.
struct ResidualRows: Sendable {
    private let columns: [[Double]]

    /// Of residuals on a grid, NaN where an instrument has none.
    ///
    /// - Throws: `HistoryError.nothingToDraw` where fewer than 30 rows have all.
    init(_ aligned: [[Double]]) throws(HistoryError) {
        let height = aligned.first?.count ?? 0
        let rows = (0..<height).filter { row in aligned.allSatisfy { !$0[row].isNaN } }
        guard rows.count >= InnovationCorrelation.fewestCommon else {
            throw .nothingToDraw(
                "innovations: historical draws bars that all instruments have, and there are \(rows.count), fewer than "
                    + "\(InnovationCorrelation.fewestCommon); take innovations: student")
        }
        columns = aligned.map { column in
            let kept = rows.map { column[$0] }
            let moments = Moments(kept)
            let deviation = moments.standardDeviation(ddof: 0) ?? 1
            return kept.map { ($0 - moments.mean) / (deviation > 0 ? deviation : 1) }
        }
    }

    /// Fills memory with the residuals of an instrument in drawn rows.
    func fill(_ target: UnsafeMutableBufferPointer<Double>, of instrument: Int, from stream: inout RandomStream) {
        let column = columns[instrument]
        for place in target.indices { target[place] = column[stream.below(column.count)] }
    }
}

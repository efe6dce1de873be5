internal import Core

/// How the days of trials are drawn again.
public enum Resampling: Sendable, Hashable {
    /// The stationary bootstrap with a mean block length, or `nil` for the automatic one; the n-th resample draws from
    /// its own counter-based stream of the seed.
    case stationary(blockLength: Double?, resamples: Int, seed: UInt64)
    /// Given days for every resample, as many as there are, with the mean block length by which they were drawn.
    case days([[Int32]], blockLength: Double)

    /// The number of resamples.
    public var resamples: Int {
        switch self {
        case .stationary(_, let resamples, _): resamples
        case .days(let days, _): days.count
        }
    }

    /// The seed, where it was drawn here.
    public var seed: UInt64? {
        if case .stationary(_, _, let seed) = self { seed } else { nil }
    }

    /// The mean block length, where it is given.
    var givenBlockLength: Double? {
        switch self {
        case .stationary(let length, _, _): length
        case .days(_, let length): length
        }
    }

    /// Checks what was given against the number of days.
    func check(dayCount: Int) throws(JudgementError) {
        guard resamples > 0, resamples < 1 << 31 else {
            throw .parameter(name: "the number of resamples", found: "\(resamples)", allowed: "1 or more")
        }
        if let length = givenBlockLength, !(length >= 1 && length <= Double(dayCount)) {
            throw .parameter(
                name: "the mean block length", found: "\(length)", allowed: "from 1 to the \(dayCount) days there are")
        }
        guard case .days(let resamples, _) = self else { return }
        for (number, days) in resamples.enumerated() {
            guard days.count == dayCount else {
                throw .shape(found: "\(days.count) days in resample \(number)", needed: "\(dayCount)")
            }
            if let odd = days.first(where: { $0 < 0 || $0 >= dayCount }) {
                throw .parameter(
                    name: "a day of resample \(number)", found: "\(odd)", allowed: "0 to \(dayCount - 1)")
            }
        }
    }
}

/// How the pieces of a meta-order are spread.
public enum ExecutionSchedule: String, CaseIterable, Hashable, Sendable {
    /// Equal pieces at equal times.
    case twap
    /// Equal pieces at equal market times: more when the market is busy.
    case vwap
    /// Pieces that are a share of the volume that others traded since the last.
    case pov
}

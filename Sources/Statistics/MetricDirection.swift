/// Which way a metric's figure is better.
public enum MetricDirection: String, Sendable, Hashable {
    /// More is better. Losses are negative figures, so that more is better there too.
    case higher
    /// Less is better.
    case lower
    /// Neither: it describes.
    case neither
}

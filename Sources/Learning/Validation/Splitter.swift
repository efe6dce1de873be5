/// A way to split samples into folds: what is trained on, what is tested.
///
/// A conformer must pass: for any spans, no sample that is trained on overlaps a tested one, or lies in the embargo
/// behind it; a fold without training samples is `LearningError.emptyFold`; equal spans give equal splits.
/// `SplitPropertyTests` holds the splitters of this module to it.
public protocol Splitter: Sendable {
    /// The folds, numbered from zero in order.
    ///
    /// - Throws: `LearningError`: parameters out of range, too few samples, or a fold emptied by the purge.
    func splits(of spans: SampleSpans) throws(LearningError) -> [Split]
}

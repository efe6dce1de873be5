/// Where features and labels lie in memory: valid only while both are held.
struct RegressionSource {
    let features: UnsafePointer<Double>
    let labels: UnsafePointer<Double>
    /// How many features there are; the column after them is the label.
    let count: Int
    /// From one sample to the next, and from one feature to the next.
    let sampleStep: Int
    let featureStep: Int

    /// The first element of a column and the distance to the next sample's.
    @inline(__always)
    func column(_ index: Int) -> (UnsafePointer<Double>, Int) {
        index == count ? (labels, 1) : (features + index * featureStep, sampleStep)
    }
}

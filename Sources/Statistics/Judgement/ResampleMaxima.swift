/// The highest statistics of one resample so far, in eight lanes of trials.
struct ResampleMaxima {
    /// The maxima of one form, by what is held of poor trials.
    struct Form {
        var lower = SIMD8<Double>(repeating: -.infinity)
        var consistent = SIMD8<Double>(repeating: -.infinity)
        var upper = SIMD8<Double>(repeating: -.infinity)
    }

    var plain = Form()
    var studentised = Form()
    /// The highest statistic of the stepwise form over all trials so far.
    var running = -Double.infinity
}

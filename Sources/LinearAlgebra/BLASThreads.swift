internal import COpenBLAS

/// How many threads BLAS uses for one call: a setting of the whole process.
///
/// One where the work is spread over threads already; products of the size of a mini-batch gain nothing from a second.
public enum BLASThreads {
    /// The number in force; OpenBLAS begins with that of the processors.
    public static var count: Int {
        get { Int(openblas_get_num_threads()) }
        set { openblas_set_num_threads(Int32(max(1, newValue))) }
    }
}

/** What the promise gives, or what instead() gives or throws where that takes longer than so many milliseconds. */
export const within = async <Value>(
  milliseconds: number,
  promise: Promise<Value>,
  instead: () => Value,
): Promise<Value> => {
  let timer: NodeJS.Timeout | undefined
  const patience = new Promise<Value>((resolve, reject) => {
    timer = setTimeout(() => {
      try {
        resolve(instead())
      } catch (error) {
        reject(error)
      }
    }, milliseconds)
  })
  try {
    return await Promise.race([promise, patience])
  } finally {
    clearTimeout(timer)
  }
}

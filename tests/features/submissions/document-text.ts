/** A small document with one of everything. */
export const documentText = `# Preliminary remarks

Nothing has been *kept* that was promised[^un].

## Torture {#torture}

Since 2010 complaints have grown[^un], as [Zhanaozen](case:zhanaozen) shows.

### Figures

1. 14 in 2009
2. 36 in 2010

> {.example case=kozlov case=zhanaozen}
> Witnesses said that they were beaten[^court].

> A quotation.

### General recommendations {.general}

- {#torture-law} Amend the **law**.
- {#torture-access} Let [observers](https://observers.example/) in.

### More specific recommendations {.specific}

- {#torture-agency} Create an agency[^court].

### See reports {.references}

- Torture in Kazakhstan: <https://reports.example/torture>

## The death penalty {#death-penalty}

The code of 2014 widened it.

### General recommendations {.general}

- {#death-abolish} Abolish it.

[^court]: Court record. <https://court.example/1>
[^un]: United Nations,
    page 7.
`

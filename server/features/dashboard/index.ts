export { dashboardDesk, dashboardLinks } from './dashboard-desk.ts'
